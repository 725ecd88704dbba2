package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Tests graphs with random models: each model is rejected, or its graph gives the result of the
 * call at 20 random sizes. {@code -Dforja.graphs.models=20000} tests more of them.
 */
class RandomModelsTest {
  private static final int MODELS = Integer.getInteger("forja.graphs.models", 150);
  private static final long FIRST = Long.getLong("forja.graphs.first", 0);

  /** One in this many models has ranges that are sampled. */
  private static final int SAMPLED = 10;

  /** The outcomes for the models of one kind. */
  private static final class Count {
    int accepted;
    int refused;
    int wrong;
    int branching;

    @Override
    public String toString() {
      return "%d accepted, %d refused, %d wrong, %d refused for a branch"
          .formatted(accepted, refused, wrong, branching);
    }
  }

  private static Tensor input(Random random, int... shape) {
    float[] values = new float[shape[0] * shape[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-400, 400) / 64f;
    }
    return Tensor.of(values, shape);
  }

  private static boolean same(Tensor one, Tensor other) {
    return Arrays.equals(one.shape(), other.shape())
        && Arrays.equals(one.toFloats(), other.toFloats());
  }

  @Test
  void eachModelIsRefusedOrRight() {
    Count exhaustive = new Count();
    Count sampled = new Count();
    for (long seed = FIRST; seed < FIRST + MODELS; seed++) {
      boolean large = seed % SAMPLED == SAMPLED - 1;
      judge(seed, large ? sampled : exhaustive, large);
    }
    System.out.printf("random models, exhaustive: %s%n", exhaustive);
    System.out.printf("random models, sampled: %s%n", sampled);
    assertThat(exhaustive.wrong).isZero();
    assertThat(sampled.wrong).isZero();
    int accepted = exhaustive.accepted + sampled.accepted;
    int refused = exhaustive.refused + sampled.refused;
    assertThat(accepted).isGreaterThanOrEqualTo(95 * (accepted + refused) / 100);
  }

  private static void judge(long seed, Count count, boolean large) {
    RandomModel model = RandomModel.of(seed);
    int rows = large ? 90 : 10;
    int columns = large ? 120 : 24;
    Random random = new Random(seed);
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) model::apply);
    Graph graph;
    try {
      graph =
          Trace.dynamic(
              inputs -> model.apply(inputs.getFirst()),
              sizes -> List.of(input(random, sizes)),
              Dim.of("a", 1, rows),
              Dim.of("b", 1, columns));
    } catch (IllegalArgumentException refusal) {
      if (model.isBranching()) {
        count.branching++;
      } else {
        count.refused++;
        System.out.printf("model %d, %s is refused: %s%n", seed, model, refusal.getMessage());
      }
      return;
    }
    assertThat(graph.coverage()).isEqualTo(large ? Coverage.SAMPLED : Coverage.EXHAUSTIVE);
    boolean right = true;
    for (int i = 0; i < 20; i++) {
      Tensor x = input(random, 1 + random.nextInt(rows), 1 + random.nextInt(columns));
      Tensor expected = model.apply(x);
      right &= same(expected, graph.run(x).getFirst());
      right &= same(expected, replay.apply(x));
      right &= same(expected, replay.apply(x)); // the second call replays what the first one traced
    }
    count.accepted += right ? 1 : 0;
    count.wrong += right ? 0 : 1;
    if (!right) {
      System.out.printf("model %d, %s is wrong%n", seed, model);
    }
  }
}
