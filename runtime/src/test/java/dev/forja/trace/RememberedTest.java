package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays of models that remember something between calls, in places that no module holds. */
class RememberedTest {
  /** Models whose calls differ from the first on. */
  static Stream<Named<Supplier<UnaryOperator<Tensor>>>> remembering() {
    return Stream.of(
        Named.of("a growing list", RememberedTest::history),
        Named.of("the last input", RememberedTest::lastInput),
        Named.of("the last result", RememberedTest::lastResult),
        Named.of("a counter", RememberedTest::counter),
        Named.of("numbers drawn by Java", RememberedTest::drawing),
        Named.of("a table for each size", RememberedTest::table),
        Named.of("two turns", RememberedTest::turns));
  }

  private static UnaryOperator<Tensor> history() {
    List<Tensor> seen = new ArrayList<>();
    return x -> {
      seen.add(x.mul(2));
      return Tensor.cat(0, seen.toArray(Tensor[]::new));
    };
  }

  private static UnaryOperator<Tensor> lastInput() {
    Tensor[] last = {Tensor.zeros(2)};
    return x -> {
      Tensor y = x.add(last[0]);
      last[0] = x;
      return y;
    };
  }

  private static UnaryOperator<Tensor> lastResult() {
    Tensor[] last = {Tensor.zeros(2)};
    return x -> last[0] = x.add(last[0]);
  }

  private static UnaryOperator<Tensor> counter() {
    AtomicInteger calls = new AtomicInteger();
    return x -> x.add(calls.getAndIncrement());
  }

  private static UnaryOperator<Tensor> drawing() {
    Random random = new Random(1);
    return x -> x.add(random.nextInt(1000));
  }

  private static UnaryOperator<Tensor> table() {
    Map<Integer, Tensor> tables = new HashMap<>();
    return x -> x.add(tables.computeIfAbsent(x.size(0), n -> x.mul(3)));
  }

  private static UnaryOperator<Tensor> turns() {
    AtomicInteger calls = new AtomicInteger();
    return x -> calls.getAndIncrement() % 2 == 0 ? x.exp() : x.neg();
  }

  @ParameterizedTest
  @MethodSource("remembering")
  void areNotFrozen(Supplier<UnaryOperator<Tensor>> maker) {
    UnaryOperator<Tensor> model = maker.get();
    UnaryOperator<Tensor> replay = Replay.of(maker.get());
    Tensor one = Tensor.vector(1, -2);
    Tensor other = Tensor.vector(5, 7);
    for (Tensor x : List.of(one, one, one, one, other, one, other)) {
      Tensor expected = model.apply(x);
      Tensor actual = replay.apply(x);
      assertThat(actual.shape()).containsExactly(expected.shape());
      assertThat(actual.toFloats()).containsExactly(expected.toFloats());
    }
  }

  @Test
  void aTableThatIsKeptIsReplayed() {
    AtomicInteger ran = new AtomicInteger();
    UnaryOperator<Tensor> model = table();
    UnaryOperator<Tensor> replay =
        Replay.of(
            (UnaryOperator<Tensor>)
                x -> {
                  ran.incrementAndGet();
                  return model.apply(x);
                });
    for (int i = 0; i < 6; i++) {
      assertThat(replay.apply(Tensor.vector(1, -2)).toFloats()).containsExactly(4, -8);
    }
    assertThat(ran).hasValue(3);
  }

  @Test
  void tensorsBesideParametersMayWantGradients() {
    Tensor weight = Tensor.ones(2);
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) x -> x.mul(weight));
    Tensor x = Tensor.vector(1, -2);
    for (int i = 0; i < 3; i++) {
      assertThat(replay.apply(x).requiresGrad()).isFalse();
    }
    Tensor _ = weight.requiresGrad(true);
    for (int i = 0; i < 3; i++) {
      assertThat(replay.apply(x).requiresGrad()).isTrue();
      assertThat(NoGrad.call(() -> replay.apply(x)).requiresGrad()).isFalse();
    }
  }

  @Test
  void howInputsLieInMemoryAndWhetherGradientsAreRecordedMayBeAsked() {
    UnaryOperator<Tensor> replay =
        Replay.of(
            (UnaryOperator<Tensor>)
                x -> (x.isContiguous() ? x.mul(2) : x.neg()).add(NoGrad.isActive() ? 10 : 0));
    Tensor plain = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    for (int i = 0; i < 3; i++) {
      assertThat(replay.apply(plain).toFloats()).containsExactly(2, 4, 6, 8);
      assertThat(replay.apply(plain.t()).toFloats()).containsExactly(-1, -3, -2, -4);
      assertThat(NoGrad.call(() -> replay.apply(plain)).toFloats()).containsExactly(12, 14, 16, 18);
    }
  }
}
