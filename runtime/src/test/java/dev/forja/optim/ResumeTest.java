package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The state of each optimiser is saved and loaded: a resumed run gives the same bits. */
class ResumeTest {
  private static final Map<String, Function<Parameter, Optimizer<?>>> OPTIMIZERS =
      Map.of(
          "Adagrad",
          p -> Adagrad.of(List.of(p), Adagrad.defaults().withLrDecay(0.1)),
          "Adam",
          p -> Adam.of(List.of(p), Adam.defaults().withAmsgrad(true)),
          "NAdam",
          p -> NAdam.of(List.of(p), NAdam.defaults().withDecoupledWeightDecay(true)),
          "RAdam",
          p -> RAdam.of(List.of(p), RAdam.defaults().withWeightDecay(0.1)),
          "RMSprop",
          p -> RMSprop.of(List.of(p), RMSprop.defaults().withMomentum(0.5).withCentered(true)));

  @TestFactory
  Stream<DynamicTest> resumedRunsGoOnWithTheSameBits() {
    return OPTIMIZERS.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> resume(entry.getValue())));
  }

  private static void resume(Function<Parameter, Optimizer<?>> maker) {
    Parameter through = Parameter.of(Tensor.vector(1, -2, 3));
    Optimizer<?> whole = maker.apply(through);
    steps(whole, through, 0, 3);
    Parameter resumed = Parameter.of(through.detach());
    Optimizer<?> second = maker.apply(resumed);
    second.loadStateDict(whole.stateDict());
    steps(whole, through, 3, 7);
    steps(second, resumed, 3, 7);
    assertThat(resumed.toFloats()).containsExactly(through.toFloats());
    assertThat(second.stateDict().names()).isEqualTo(whole.stateDict().names());

    Parameter forgetful = Parameter.of(Tensor.vector(1, -2, 3));
    Optimizer<?> third = maker.apply(forgetful);
    steps(third, forgetful, 0, 3);
    steps(maker.apply(forgetful), forgetful, 3, 7);
    assertThat(forgetful.toFloats()).isNotEqualTo(through.toFloats());
  }

  private static void steps(Optimizer<?> optimizer, Parameter parameter, int from, int to) {
    for (int step = from; step < to; step++) {
      parameter.setGrad(Tensor.vector(step + 1f, 0.5f - step, 0.1f * step));
      optimizer.step();
    }
  }
}
