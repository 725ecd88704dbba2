package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.RandomModel;
import dev.forja.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Tests exports with random models: an export with variable sizes gives in ONNX Runtime the result
 * of the call, at 20 sizes. {@code -Dforja.graphs.models=20000} tests more of them.
 */
class RandomExportsTest {
  private static final int MODELS = Integer.getInteger("forja.graphs.models", 80);
  private static final long FIRST = Long.getLong("forja.graphs.first", 1_000_000);

  /** Whether these are the models that have verdicts. */
  private static final boolean JUDGED =
      System.getProperty("forja.graphs.models") == null
          && System.getProperty("forja.graphs.first") == null;

  private static final int ROWS = 8;
  private static final int COLUMNS = 18;
  private static final double TOLERANCE = 2e-5;

  private int exported;
  private int refused;
  private int wrong;

  private static Tensor input(Random random, int... shape) {
    float[] values = new float[shape[0] * shape[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-400, 400) / 64f;
    }
    return Tensor.of(values, shape);
  }

  private static boolean near(Tensor expected, Tensor actual) {
    float[] one = expected.toFloats();
    float[] two = actual.toFloats();
    boolean near = Arrays.equals(expected.shape(), actual.shape());
    for (int i = 0; near && i < one.length; i++) {
      near = Math.abs(one[i] - two[i]) <= TOLERANCE * (1 + Math.abs(one[i]));
    }
    return near;
  }

  @Test
  void eachModelIsRefusedOrRight() throws Exception {
    for (long seed = FIRST; seed < FIRST + MODELS; seed++) {
      RandomModel model = RandomModel.of(seed);
      Random random = new Random(seed);
      byte[] bytes;
      try {
        Graph graph =
            Trace.dynamic(
                inputs -> model.apply(inputs.getFirst()),
                sizes -> List.of(input(random, sizes)),
                Dim.of("a", 1, ROWS),
                Dim.of("b", 1, COLUMNS));
        bytes = OnnxExport.of(graph).toBytes();
      } catch (IllegalArgumentException | ExportException refusal) {
        refused++;
        continue;
      }
      judge(seed, model, bytes, random);
    }
    System.out.printf(
        "random models: %d exported, %d refused, %d wrong%n", exported, refused, wrong);
    assertThat(wrong).isZero();
    assertThat(exported).isGreaterThan(2 * refused);
  }

  private void judge(long seed, RandomModel model, byte[] bytes, Random random) throws Exception {
    boolean right = true;
    try (Engine engine = new Engine(bytes, JUDGED)) {
      for (int i = 0; i < 20; i++) {
        Tensor x = input(random, 1 + random.nextInt(ROWS), 1 + random.nextInt(COLUMNS));
        Tensor there = engine.run(Map.of("input0", x)).getFirst();
        if (!near(model.apply(x), there)) {
          right = false;
          System.out.printf(
              "model %d, %s is wrong at %s%n", seed, model, Arrays.toString(x.shape()));
        }
      }
    }
    exported += right ? 1 : 0;
    wrong += right ? 0 : 1;
  }
}
