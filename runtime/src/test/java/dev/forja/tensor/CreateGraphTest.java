package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.op.GradShapes;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateGraphTest {
  private static final GradOptions CREATE = GradOptions.defaults().withCreateGraph(true);
  private static final BackwardOptions RECORDED = BackwardOptions.defaults().withCreateGraph(true);

  private static Tensor leaf(float... values) {
    return Tensor.vector(values).requiresGrad(true);
  }

  private static Tensor grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad());
  }

  @Test
  void derivativesOfAnyOrder() {
    Tensor x = leaf(2);
    Tensor derivative = x.pow(4).sum();
    float[] expected = {32, 48, 48, 24, 0};
    for (float value : expected) {
      derivative = Autograd.grad(derivative, x, CREATE.withMaterializeGrads(true));
      assertThat(derivative.toFloats()).containsExactly(value);
    }
  }

  @Test
  void backwardRecordsTheGradientsOfLeaves() {
    Tensor x = leaf(1, 2, 3);
    Tensor w = leaf(4, 5, 6);
    x.pow(3).mul(w).sum().backward(RECORDED);
    Tensor slope = grad(x);
    assertThat(slope.requiresGrad()).isTrue();
    x.zeroGrad();
    w.zeroGrad();
    slope.sum().backward();
    assertThat(grad(x).toFloats()).containsExactly(24, 60, 108);
    assertThat(grad(w).toFloats()).containsExactly(3, 12, 27);
  }

  @Test
  void recordedGradientsAddUpWithTheirGraphs() {
    Tensor x = leaf(3);
    Tensor y = x.pow(2).sum();
    y.backward(RECORDED);
    x.pow(3).sum().backward(RECORDED);
    assertThat(grad(x).toFloats()).containsExactly(6 + 27);
    Tensor both = grad(x);
    x.zeroGrad();
    assertThat(Autograd.grad(both.sum(), x).toFloats()).containsExactly(2 + 18);
  }

  @Test
  void gradReturnsGradientsAndLeavesOthersAlone() {
    Tensor x = leaf(1, 2);
    Tensor w = leaf(3, 4);
    Tensor inner = x.mul(w);
    Tensor y = inner.pow(2).sum();
    List<Tensor> gradients = Autograd.grad(y, List.of(inner, x));
    assertThat(gradients.get(0).toFloats()).containsExactly(6, 16);
    assertThat(gradients.get(1).toFloats()).containsExactly(18, 64);
    assertThat(x.grad()).isNull();
    assertThat(w.grad()).isNull();
    assertThat(gradients.get(1).requiresGrad()).isFalse();
  }

  @Test
  void severalOutputsWithGradientsOfTheirOwn() {
    Tensor x = leaf(1, 2);
    List<@Nullable Tensor> gradients =
        Autograd.grad(
            List.of(x.mul(2), x.sum(), x),
            List.of(x),
            Arrays.asList(Tensor.vector(1, 10), null, Tensor.vector(5, 5)),
            GradOptions.defaults());
    assertThat(Objects.requireNonNull(gradients.getFirst()).toFloats()).containsExactly(8, 26);
  }

  @Test
  void unusedInputsAreAnErrorUnlessAllowed() {
    Tensor x = leaf(1);
    Tensor other = leaf(1, 2);
    Tensor y = x.mul(2).sum();
    GradOptions keep = GradOptions.defaults().withRetainGraph(true);
    assertThatThrownBy(() -> Autograd.grad(y, List.of(x, other), keep))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no output depends on input 1, [2]");
    assertThat(
            Autograd.grad(List.of(y), List.of(x, other), null, keep.withAllowUnused(true)).get(1))
        .isNull();
    assertThat(
            Autograd.grad(y, List.of(x, other), keep.withMaterializeGrads(true)).get(1).toFloats())
        .containsExactly(0, 0);
  }

  @Test
  void wrongArgumentsAreRefused() {
    Tensor x = leaf(1, 2);
    Tensor constant = Tensor.vector(1, 2);
    assertThatThrownBy(() -> Autograd.grad(x.mul(2), x)).hasMessageContaining("has 2 elements");
    assertThatThrownBy(() -> Autograd.grad(x.sum(), constant))
        .hasMessageContaining("input 0, [2], requires no gradients");
    assertThatThrownBy(() -> Autograd.grad(constant.sum(), x))
        .hasMessageContaining("grad: this tensor depends on no leaf");
    assertThatThrownBy(
            () -> Autograd.grad(List.of(x.mul(2)), List.of(x), List.of(Tensor.vector(1)), CREATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for a tensor [2]");
    assertThatThrownBy(() -> Autograd.grad(List.of(x.sum()), List.of(x), List.of(), CREATE))
        .hasMessageContaining("1 outputs, but 0 gradients");
  }

  @Test
  void theGraphIsKeptWithCreateGraphAndFreedWithoutIt() {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp().sum();
    Autograd.grad(y, x, CREATE);
    Tensor slope = Autograd.grad(y, x, CREATE.withRetainGraph(false));
    assertThatThrownBy(() -> Autograd.grad(y, x)).hasMessageContaining("was freed");
    assertThatThrownBy(() -> slope.sum().backward()).hasMessageContaining("was freed");
  }

  @Test
  void aChangeInPlaceOfWhatWasSavedIsNoticed() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x).sum();
    Tensor slope = Autograd.grad(y, x, CREATE);
    Tensor twice = slope.mul(x).sum();
    NoGrad.run(() -> InPlace.copy(x, Tensor.vector(3, 3)));
    assertThatThrownBy(() -> Autograd.grad(y, x, CREATE)).hasMessageContaining("changed in place");
    assertThatThrownBy(() -> twice.backward()).hasMessageContaining("changed in place");
  }

  @Test
  void recordingIsOnInsideNoGrad() {
    Tensor x = leaf(2);
    Tensor y = x.pow(3).sum();
    Tensor slope = NoGrad.call(() -> Autograd.grad(y, x, CREATE));
    assertThat(Autograd.grad(slope.sum(), x).toFloats()).containsExactly(12);
  }

  @Test
  void aDetachedGradientIsNotDifferentiated() {
    Tensor x = leaf(2);
    Tensor slope = Autograd.grad(x.pow(3).sum(), x, CREATE).detach();
    assertThat(slope.requiresGrad()).isFalse();
    Tensor quick = Autograd.grad(x.pow(3).sum(), x);
    assertThatThrownBy(() -> quick.sum().backward()).hasMessageContaining("with createGraph");
  }

  @Test
  void tapsSeeAndReplaceRecordedGradients() {
    Tensor x = leaf(2, 3);
    List<Boolean> recorded = new ArrayList<>();
    Tensor tapped =
        GradientTap.through(
                "double",
                List.of(x.mul(x)),
                gradients -> {
                  Tensor gradient = Objects.requireNonNull(gradients.getFirst());
                  recorded.add(gradient.requiresGrad());
                  return List.of(gradient.mul(2));
                })
            .getFirst();
    Tensor slope = Autograd.grad(tapped.pow(2).sum(), x, CREATE);
    // y = x^4, its slope 4 x^3 is doubled; the doubled gradient 4 x^2 depends on x.
    assertThat(slope.toFloats()).containsExactly(64, 216);
    assertThat(recorded).containsExactly(true);
    // d/dx of 8 x^3 flows through the tap's recorded gradient, and once more through the tap.
    Tensor second = Autograd.grad(slope.sum(), x);
    assertThat(second.toFloats()).containsExactly(8 * 4 + 16 * 4 * 2, 8 * 9 + 16 * 9 * 2);
  }

  /** The square, which users wrote without a gradient made of ops. */
  private record Square() implements Op {
    @Override
    public String name() {
      return "square";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return inputs;
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(Tensor.of(inputs[0]).pow(2).array()).saving(inputs[0]);
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      Tensor dy = Tensor.of(GradShapes.only(gradOutputs));
      return GradShapes.of(dy.mul(Tensor.of(saved.array(0))).mul(2).array());
    }
  }

  @Test
  void anOpWithoutAGradientMadeOfOpsSaysSo() {
    Tensor x = leaf(2);
    Tensor y = Tensor.apply(new Square(), x).sum();
    assertThat(Autograd.grad(y, x, CREATE.withCreateGraph(false).withRetainGraph(true)).item())
        .isEqualTo(4);
    assertThatThrownBy(() -> Autograd.grad(y, x, CREATE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("backward of square([1])")
        .hasMessageContaining("implement Op.gradient");
  }

  @Test
  void anOverriddenParameterStandsForItsReplacement() {
    Parameter parameter = Parameter.of(Tensor.vector(1, 2));
    Tensor other = leaf(3, 4);
    Tensor slope =
        ParameterOverride.call(
            Map.of(parameter, other),
            () -> Autograd.grad(parameter.pow(3).sum(), parameter, CREATE));
    assertThat(slope.toFloats()).containsExactly(27, 48);
    assertThat(Autograd.grad(slope.sum(), other).toFloats()).containsExactly(18, 24);
  }

  @Test
  void onlyTheRouteToTheInputsIsVisited() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    List<String> visited = new ArrayList<>();
    Tensor tapped =
        GradientTap.through(
                "w",
                List.of(w.mul(2)),
                gradients -> {
                  visited.add("w");
                  return gradients;
                })
            .getFirst();
    Tensor y = x.mul(tapped).sum();
    assertThat(Autograd.grad(y, x, GradOptions.defaults().withRetainGraph(true)).toFloats())
        .containsExactly(6);
    assertThat(visited).isEmpty();
    assertThat(Autograd.grad(y, w).toFloats()).containsExactly(4);
    assertThat(visited).containsExactly("w");
  }

  @Test
  void bothRoadsGiveTheSameGradients() {
    Tensor x = leaf(0.3f, -1.2f, 2);
    Tensor y = x.sigmoid().mul(x.exp()).softmax(0).pow(2).sum();
    float[] quick =
        Autograd.grad(y, x, CREATE.withCreateGraph(false).withRetainGraph(true)).toFloats();
    float[] recorded = Autograd.grad(y, x, CREATE).toFloats();
    for (int i = 0; i < quick.length; i++) {
      assertThat(recorded[i]).isCloseTo(quick[i], within(1e-6f));
    }
  }

  @Test
  void theLeavesOfATensor() {
    Tensor x = leaf(1);
    Tensor w = leaf(2);
    assertThat(Autograd.leaves(x.mul(w).add(x))).containsExactlyInAnyOrder(x, w);
    assertThat(Autograd.leaves(x)).containsExactly(x);
    assertThat(Autograd.leaves(Tensor.vector(1))).isEmpty();
  }
}
