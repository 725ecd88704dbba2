package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values at the edges of their ranges, and states that belong to something else. */
class OptimizerFaultsTest {
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  static Stream<Function<List<Parameter>, Optimizer<?>>> optimizers() {
    return Stream.of(
        p -> SGD.of(p, SGD.defaults().withMomentum(0.9).withNesterov(true)),
        p -> Adam.of(p, Adam.defaults().withAmsgrad(true)),
        p -> AdamW.of(p, 0.1),
        p -> NAdam.of(p, 0.1),
        p -> RAdam.of(p, 0.1),
        p -> RMSprop.of(p, RMSprop.defaults().withCentered(true).withMomentum(0.5)),
        p -> Adagrad.of(p, 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void emptyStridedAndMissingGradients(Function<List<Parameter>, Optimizer<?>> maker) {
    Parameter empty = Parameter.zeros(0, 3);
    Parameter strided = Parameter.of(Tensor.vector(1, 2, 3, 4, 5, 6).reshape(2, 3));
    Parameter dense = Parameter.of(strided.detach());
    Parameter without = Parameter.of(Tensor.ones(2));
    Optimizer<?> optimizer = maker.apply(List.of(empty, strided, dense, without));
    for (int step = 1; step <= 3; step++) {
      empty.setGrad(Tensor.zeros(0, 3));
      Tensor columns = Tensor.vector(1, 4, 2, 5, 3, 6).mul(0.1f * step).reshape(3, 2);
      strided.setGrad(columns.transpose(0, 1));
      dense.setGrad(Tensor.vector(1, 2, 3, 4, 5, 6).mul(0.1f * step).reshape(2, 3));
      optimizer.step();
    }
    assertThat(strided.toFloats()).isEqualTo(dense.toFloats());
    assertThat(strided.toFloats()[0]).isNotEqualTo(1);
    assertThat(without.toFloats()).containsExactly(1, 1);
    assertThat(optimizer.stateDict().integer("state.3.step")).isZero();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void maximizingIsMinimizingTheNegative(Function<List<Parameter>, Optimizer<?>> maker) {
    Parameter up = Parameter.of(Tensor.vector(1, -2));
    Parameter down = Parameter.of(Tensor.vector(1, -2));
    Optimizer<?> rising = maker.apply(List.of(up));
    maximize(rising.groups().getFirst());
    Optimizer<?> falling = maker.apply(List.of(down));
    for (int step = 0; step < 3; step++) {
      up.setGrad(Tensor.vector(0.5f, -3));
      down.setGrad(Tensor.vector(-0.5f, 3));
      rising.step();
      falling.step();
    }
    assertThat(up.toFloats()).isEqualTo(down.toFloats());
  }

  private static <O extends GroupOptions<O>> void maximize(ParamGroup<O> group) {
    group.options(group.options().withMaximize(true));
  }

  /** As in PyTorch, which adds weight decay only if it is not 0: 0 times infinity is NaN. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void withoutWeightDecayAnInfiniteParameterStaysInfinite(
      Function<List<Parameter>, Optimizer<?>> maker) {
    float[] start = new float[70]; // vectors and what remains
    Arrays.fill(start, INFINITE);
    Parameter parameter = Parameter.of(Tensor.of(start, 70));
    Optimizer<?> optimizer = maker.apply(List.of(parameter));
    for (int step = 0; step < 2; step++) {
      parameter.setGrad(Tensor.ones(70));
      optimizer.step();
    }
    assertThat(parameter.toFloats()).containsOnly(INFINITE);
  }

  @Test
  void refusedOptionsLeaveNothingBehind() {
    Parameter parameter = Parameter.zeros(1);
    SGD sgd = SGD.of(List.of(Parameter.zeros(2)), 0.1);
    assertThatThrownBy(() -> sgd.addGroup(List.of(parameter), SGD.defaults().withLr(-1)))
        .hasMessageContaining("lr is -1.0");
    List<Parameter> one = List.of(Parameter.zeros(1));
    assertThatThrownBy(() -> AdamW.of(one, -1)).hasMessageStartingWith("AdamW: lr is -1.0, but");
    assertThatThrownBy(() -> RAdam.of(one, -1)).hasMessageStartingWith("RAdam: lr is -1.0, but");
    assertThatThrownBy(() -> Adam.of(one, -1)).hasMessageStartingWith("Adam: lr is -1.0, but");
    sgd.addGroup(List.of(parameter), SGD.defaults());
    assertThat(sgd.groups()).hasSize(2);
    assertThatThrownBy(() -> NAdam.of(List.of(parameter), NAdam.defaults().withAmsgrad(true)))
        .hasMessage("NAdam has no option amsgrad: leave it out");
    RAdam radam = RAdam.of(List.of(parameter), 0.1);
    ParamGroup<AdamOptions> group = radam.groups().getFirst();
    assertThatThrownBy(() -> group.options(group.options().withAmsgrad(true)))
        .hasMessage("RAdam has no option amsgrad: leave it out");
  }

  @Test
  void theStateOfAnotherOptimizerIsRefused() {
    List<Parameter> parameters = List.of(Parameter.zeros(1));
    TrainingCheckpoint saved = Adam.of(parameters, 0.1).stateDict();
    assertThatThrownBy(() -> AdamW.of(parameters, 0.1).loadStateDict(saved))
        .hasMessage("the saved state is that of an optimizer Adam, but this is AdamW");
    assertThatThrownBy(() -> SGD.of(parameters, 0.1).loadStateDict(saved))
        .hasMessage("the saved state is that of an optimizer Adam, but this is SGD");
  }

  @Test
  void namedParametersKeepTheirMomentsWhenFieldsChangePlaces() {
    Parameter a = Parameter.zeros(2);
    Parameter b = Parameter.zeros(2);
    SGD first = SGD.of(List.of(a, b), SGD.defaults().withMomentum(0.9));
    first.name(Map.of("a", a, "b", b));
    a.setGrad(Tensor.vector(1, 1));
    b.setGrad(Tensor.vector(5, 5));
    first.step();
    SGD swapped = SGD.of(List.of(b, a), SGD.defaults().withMomentum(0.9));
    swapped.name(Map.of("a", a, "b", b));
    swapped.loadStateDict(first.stateDict());
    Tensor velocity = swapped.stateDict().tensors().get("state.0.momentum_buffer");
    assertThat(Objects.requireNonNull(velocity).toFloats()).containsExactly(5, 5);
    SGD other = SGD.of(List.of(a, b), SGD.defaults().withMomentum(0.9));
    other.name(Map.of("a", a, "c", b));
    assertThatThrownBy(() -> other.loadStateDict(first.stateDict()))
        .hasMessage("the saved optimizer has no state of the parameter 'c'");
  }

  @ParameterizedTest
  @CsvSource({
    "param_groups.0.lr,-1.0,lr is -1.0",
    "param_groups.0.nesterov,yes,'yes', which is not true or false",
    "state.0.step,-3,-3 steps",
    "state.0.step,x,'x', which is not a whole number"
  })
  void tamperedStatesChangeNothing(String name, String value, String message) {
    Parameter parameter = Parameter.zeros(1);
    SGD sgd = SGD.of(List.of(parameter), 0.5);
    sgd.addGroup(List.of(Parameter.zeros(1)), SGD.defaults());
    TrainingCheckpoint saved = sgd.stateDict().put(name, value);
    sgd.groups().getLast().lr(0.25);
    assertThatThrownBy(() -> sgd.loadStateDict(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.replace("''", "'"));
    assertThat(sgd.groups().getLast().lr()).isEqualTo(0.25);
  }

  @Test
  void aStateOfAnotherTypeIsRefused() {
    SGD sgd = SGD.of(List.of(Parameter.zeros(1)), SGD.defaults().withMomentum(0.5));
    TrainingCheckpoint saved = sgd.stateDict().put("state.0.momentum_buffer", Tensor.ofLongs(1));
    assertThatThrownBy(() -> sgd.loadStateDict(saved))
        .hasMessageContaining("momentum_buffer of parameter 0 has type I64");
  }

  @Test
  void stepsGoOnBeyondTwoToThe31() {
    Parameter parameter = Parameter.zeros(1);
    Adam adam = Adam.of(List.of(parameter), 0.1);
    adam.loadStateDict(adam.stateDict().put("state.0.step", Integer.MAX_VALUE));
    parameter.setGrad(Tensor.ones(1));
    adam.step();
    assertThat(adam.stateDict().integer("state.0.step")).isEqualTo(1L << 31);
    // Far from the start there is no correction left: m = 0.1, v = 0.001.
    assertThat(parameter.item()).isCloseTo((float) (-0.01 / Math.sqrt(1e-3)), within(1e-5f));
  }

  @Test
  @Timeout(300)
  void statesOfManyParametersAreLoadedInTime() {
    List<Parameter> parameters =
        IntStream.range(0, 50_000).mapToObj(_ -> Parameter.zeros(1)).toList();
    SGD sgd = SGD.of(parameters, SGD.defaults().withMomentum(0.9));
    Map<String, Parameter> names = new LinkedHashMap<>();
    parameters.forEach(p -> names.put("layers." + names.size(), p));
    sgd.name(names);
    parameters.forEach(p -> p.setGrad(Tensor.ones(1)));
    sgd.step();
    sgd.loadStateDict(sgd.stateDict());
    assertThatThrownBy(() -> sgd.stateDict().text("absent"))
        .message()
        .hasSizeLessThan(2_000)
        .endsWith("more");
  }

  @Test
  void clippingIsAsPyTorchAtTheEndsOfFloat32() {
    Parameter parameter = Parameter.zeros(2);
    parameter.setGrad(Tensor.vector(3e30f, 4e30f)); // their squares are infinite in float32
    assertThat(GradClip.norm(List.of(parameter), 1)).isInfinite();
    assertThat(Objects.requireNonNull(parameter.grad()).toFloats()).containsOnly(0);
    parameter.setGrad(Tensor.vector(Float.NaN, 1));
    assertThat(GradClip.norm(List.of(parameter), 1)).isNaN();
    assertThat(Objects.requireNonNull(parameter.grad()).toFloats()).containsOnly(Float.NaN);
    assertThatThrownBy(() -> GradClip.norm(List.of(parameter), -1))
        .hasMessage("GradClip: maxNorm is -1.0, but must be 0 or more");
  }
}
