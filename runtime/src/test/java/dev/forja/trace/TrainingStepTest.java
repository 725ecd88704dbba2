package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.HookScope;
import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.nn.Conv2d;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import dev.forja.optim.SGD;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Traces and profiles of a training step, which show the backward pass by module, too. */
class TrainingStepTest {
  private final Sequential model =
      Sequential.of(
          Conv2d.of(1, 8, 3), ReLU.of(), Flatten.of(), Sequential.of(Linear.of(8 * 6 * 6, 10)));
  private final CrossEntropyLoss loss = CrossEntropyLoss.of();
  private final SGD optimizer = SGD.of(model.parameters(), 0.01);
  private final Tensor images = Tensor.randn(10, 1, 8, 8);
  private final Tensor labels = Tensor.arange(10);

  private Tensor step() {
    optimizer.zeroGrad();
    Tensor error = loss.call(model.call(images), labels).add(0.5);
    error.backward();
    optimizer.step();
    return error;
  }

  @Test
  void aTraceHasEachGradientUnderTheModuleThatIssuedTheOp() {
    Graph graph = Trace.record(this::step);
    assertThat(graph.nodes())
        .extracting(node -> node.path() + " " + node.op().name())
        .containsExactly("0 conv2d", "1 relu", "2 reshape", "3.0 linear", " cross_entropy", " add");
    assertThat(graph.gradients())
        .extracting(node -> node.path() + " " + node.op().name())
        .containsExactly(" add", " cross_entropy", "3.0 linear", "2 reshape", "1 relu", "0 conv2d");
    assertThat(graph.gradients().getFirst().call()).isNull();
    assertThat(graph.gradients().get(1).call()).isSameAs(graph.nodes().get(4).call());
    assertThat(graph.gradients().get(2).inputs()).isEqualTo(graph.nodes().get(3).inputTypes());
    assertThat(graph.modules())
        .filteredOn(each -> each.path().isEmpty() && each.module().equals("Sequential"))
        .singleElement()
        .satisfies(each -> assertThat(each.total().gradients()).isEqualTo(4));
    assertThat(graph.toString())
        .contains("Gradient of")
        .containsPattern("3\\.0 +linear +\\[10, 288]");
    assertThatThrownBy(() -> graph.run(images))
        .hasMessageContaining("backward adds to the gradients of leaves");
  }

  @Test
  void aGraphOfACallAloneHasNoGradients() {
    Graph graph = Trace.record(() -> model.call(images));
    assertThat(graph.gradients()).isEmpty();
    assertThat(graph.toString()).doesNotContain("Gradient of");
  }

  /**
   * Checks that every op of the step is included, forward and backward, but not how long it takes.
   */
  @Test
  void aProfileAccountsForForwardAndBackwardOfEachModule() {
    Profile profile = Profile.of(2, 3, this::step);
    Graph graph = profile.graph();
    List<Profile.OpCost> ops = profile.ops();
    double forward =
        ops.stream()
            .filter(op -> !op.op().endsWith(" backward"))
            .mapToDouble(Profile.OpCost::count)
            .sum();
    double backward =
        ops.stream()
            .filter(op -> op.op().endsWith(" backward"))
            .mapToDouble(Profile.OpCost::count)
            .sum();
    assertThat(forward).isEqualTo(graph.nodes().size());
    assertThat(backward).isEqualTo(graph.gradients().size());
    for (Profile.ModuleCost module : profile.modules()) {
      assertThat(module.calls()).as(module.path()).isEqualTo(1);
      assertThat(module.totalNanos()).as(module.path()).isPositive();
      assertThat(module.totalBackwardNanos()).as(module.path()).isPositive();
    }
    double selfBackward =
        profile.modules().stream().mapToDouble(Profile.ModuleCost::selfBackwardNanos).sum();
    double gradients =
        ops.stream()
            .filter(op -> op.op().endsWith(" backward") && !op.op().startsWith("add"))
            .mapToDouble(Profile.OpCost::nanos)
            .sum();
    assertThat(selfBackward).isCloseTo(gradients, within(1.0));
    Profile.Phases phases = profile.phases();
    assertThat(phases.backward()).isGreaterThanOrEqualTo(selfBackward);
    assertThat(phases.updates()).isPositive();
    assertThat(phases.forward() + phases.backward() + phases.updates() + phases.other())
        .isCloseTo(profile.nanos(), within(1.0));
    assertThat(profile.toString()).contains("Total backward ms", "linear backward", "updates ");
    assertThat(profile.folded())
        .contains("(all);(backward);Sequential;3 (Sequential);3.0 (Linear);linear backward ");
  }

  @Test
  void hooksOnGradientsAreCountedOnce() {
    try (var _ = model.observeFullBackward((self, gradInput, gradOutput) -> images.exp())) {
      Profile profile = Profile.of(1, 2, this::step);
      assertThat(profile.ops()).extracting(Profile.OpCost::op).doesNotContain("exp");
      Profile.Phases phases = profile.phases();
      assertThat(phases.forward() + phases.backward() + phases.updates() + phases.other())
          .isCloseTo(profile.nanos(), within(1.0));
    }
  }

  /** An op whose backward fails. */
  private record Failing() implements Op {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return inputs[0].alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(inputs[0].copy(allocator));
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      throw new ArithmeticException("it always does");
    }
  }

  @Test
  void anErrorInBackwardNamesTheOpAndThePath() {
    TensorFunction failing = x -> Tensor.apply(new Failing(), x);
    Sequential broken = Sequential.of(Linear.of(3, 2), Sequential.of(failing));
    Tensor x = Tensor.randn(4, 3);
    assertThatThrownBy(() -> Trace.record(() -> run(broken, x)))
        .hasMessage("backward of failing([4, 2]) in 1 (Sequential).call: it always does")
        .hasCauseInstanceOf(ArithmeticException.class);
    HookScope scope = HookScope.on(Linear.CALL).observeForward((_, _, _) -> {});
    assertThatThrownBy(() -> scope.run(() -> run(broken, x)))
        .hasMessage("backward of failing([4, 2]) in 1 (Sequential).call: it always does");
    assertThatThrownBy(() -> run(broken, x))
        .hasMessage("backward of failing([4, 2]): it always does");
  }

  private static Tensor run(Sequential broken, Tensor x) {
    Tensor sum = broken.call(x).sum();
    sum.backward();
    return sum;
  }
}
