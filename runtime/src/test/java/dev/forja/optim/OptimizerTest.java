package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  @TempDir Path folder;

  /** With two groups, so that the saved state of each is tested. */
  static Stream<Function<List<Parameter>, Optimizer<?>>> optimizers() {
    return Stream.of(
        p -> two(SGD.of(p.subList(0, 1), SGD.defaults().withMomentum(0.9)), p, SGD.defaults()),
        p ->
            two(
                AdamW.of(p.subList(0, 1), 0.01),
                p,
                AdamW.defaults().withAmsgrad(true).withWeightDecay(0.3)));
  }

  private static <O extends GroupOptions<O>> Optimizer<O> two(
      Optimizer<O> optimizer, List<Parameter> parameters, O options) {
    optimizer.addGroup(parameters.subList(1, 2), options);
    return optimizer;
  }

  private static List<Parameter> parameters() {
    return Randoms.callWith(
        new Philox(3),
        () -> List.of(Parameter.of(Tensor.randn(5)), Parameter.of(Tensor.randn(2, 3))));
  }

  private static void train(Optimizer<?> optimizer, int from, int to) {
    for (int step = from; step < to; step++) {
      Philox draws = new Philox(step);
      Randoms.runWith(
          draws, () -> optimizer.parameters().forEach(p -> p.setGrad(Tensor.randn(p.shape()))));
      optimizer.step();
    }
  }

  private static List<float[]> values(List<Parameter> parameters) {
    return parameters.stream().map(Tensor::toFloats).toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anInterruptedRunGoesOnWithTheSameBits(Function<List<Parameter>, Optimizer<?>> make)
      throws Exception {
    List<Parameter> whole = parameters();
    train(make.apply(whole), 0, 9);

    List<Parameter> parts = parameters();
    Optimizer<?> before = make.apply(parts);
    train(before, 0, 4);
    Path file = folder.resolve("optimizer.safetensors");
    before.save(file);
    Optimizer<?> after = make.apply(parts);
    after.groups().getFirst().lr(99);
    after.load(file);
    assertThat(after.groups().getFirst().lr()).isEqualTo(before.groups().getFirst().lr());
    train(after, 4, 9);

    assertThat(values(parts)).usingRecursiveComparison().isEqualTo(values(whole));
  }

  @Test
  void theStateIsNamedAsPyTorchNamesIt() {
    List<Parameter> parameters = parameters();
    AdamW optimizer = AdamW.of(parameters, 0.01);
    train(optimizer, 0, 3);
    TrainingCheckpoint state = optimizer.stateDict();
    assertThat(state.tensors())
        .containsOnlyKeys(
            "state.0.exp_avg", "state.0.exp_avg_sq", "state.1.exp_avg", "state.1.exp_avg_sq");
    assertThat(state.integer("state.1.step")).isEqualTo(3);
    assertThat(state.number("param_groups.0.lr")).isEqualTo(0.01);
  }

  @Test
  void aParameterWithoutGradientStaysAsItIs() {
    List<Parameter> parameters = parameters();
    float[] before = parameters.get(1).toFloats();
    SGD optimizer = SGD.of(parameters, 0.1);
    parameters.get(0).setGrad(Tensor.ones(5));
    optimizer.step();
    assertThat(parameters.get(1).toFloats()).containsExactly(before);
    optimizer.zeroGrad();
    assertThat(parameters.get(0).grad()).isNull();
  }

  @Test
  void aStepCountsTheVersionOfTheParameter() {
    Parameter parameter = Parameter.zeros(2);
    int version = parameter.array().storage().version();
    parameter.setGrad(Tensor.ones(2));
    SGD.of(List.of(parameter), 0.5).step();
    assertThat(parameter.array().storage().version()).isGreaterThan(version);
    assertThat(parameter.toFloats()).containsExactly(-0.5f, -0.5f);
  }

  @Test
  void aStepBetweenForwardAndBackwardIsAnError() {
    Parameter parameter = Parameter.of(Tensor.vector(1, 2));
    Tensor loss = parameter.mul(parameter).sum();
    parameter.setGrad(Tensor.ones(2));
    SGD.of(List.of(parameter), 0.5).step();
    assertThatThrownBy(loss::backward).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatCannotBeTrained() {
    List<Parameter> parameters = parameters();
    assertThatThrownBy(() -> SGD.of(List.of(), 0.1)).hasMessageContaining("no parameters");
    assertThatThrownBy(() -> SGD.of(List.of(parameters.get(0), parameters.get(0)), 0.1))
        .hasMessage("a parameter of shape [5] was given to the optimizer twice");
    SGD sgd = SGD.of(parameters, 0.1);
    assertThatThrownBy(() -> sgd.addGroup(parameters, SGD.defaults()))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> SGD.of(parameters, -1)).hasMessageContaining("lr is -1.0");
    assertThatThrownBy(() -> SGD.of(parameters, SGD.defaults().withNesterov(true)))
        .hasMessageContaining("nesterov needs a momentum");
    assertThatThrownBy(() -> AdamW.of(parameters, AdamW.defaults().withBetas(0.9, 1)))
        .hasMessageContaining("beta2 is 1.0");
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() {
    List<Parameter> parameters = parameters();
    AdamW optimizer = AdamW.of(parameters, 0.01);
    train(optimizer, 0, 2);
    AdamW swapped = AdamW.of(parameters.reversed(), 0.5);
    assertThatThrownBy(() -> swapped.loadStateDict(optimizer.stateDict()))
        .hasMessage("the saved exp_avg of parameter 0 has shape [5], the parameter has [2, 3]");
    assertThat(swapped.groups().getFirst().lr()).isEqualTo(0.5);

    AdamW split = AdamW.of(parameters.subList(0, 1), 0.01);
    assertThatThrownBy(() -> split.loadStateDict(optimizer.stateDict()))
        .hasMessage(
            "parameter group 0 does not fit the saved one: it has 1 parameters, the saved one 2");
    split.addGroup(parameters.subList(1, 2), AdamW.defaults());
    assertThatThrownBy(() -> AdamW.of(parameters.subList(0, 1), 1).loadStateDict(split.stateDict()))
        .hasMessage("the saved optimizer has more than 1 parameter groups");
  }
}
