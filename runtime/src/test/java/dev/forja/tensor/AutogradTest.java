package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutogradTest {
  private static float[] grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad(), "no gradient").toFloats();
  }

  private static Tensor leaf(float... values) {
    return Tensor.vector(values).requiresGrad(true);
  }

  @Test
  void chainRuleThroughSharedNodes() {
    Tensor x = leaf(2, 3);
    Tensor square = x.mul(x);
    square.add(square.mul(x)).sum().backward(); // x^2 + x^3
    assertThat(grad(x)).containsExactly(2 * 2 + 3 * 4, 2 * 3 + 3 * 9);
  }

  @Test
  void gradientsAddUpUntilZeroed() {
    Tensor x = leaf(1, 2);
    x.mul(3).sum().backward();
    Tensor first = Objects.requireNonNull(x.grad());
    x.mul(4).sum().backward();
    assertThat(grad(x)).containsExactly(7, 7);
    assertThat(first.toFloats()).as("what was handed out before").containsExactly(3, 3);
    x.zeroGrad();
    assertThat(x.grad()).isNull();
  }

  @Test
  void onlyLeavesThatAskGetGradients() {
    Tensor x = leaf(1, 2);
    Tensor constant = Tensor.vector(3, 4);
    Tensor y = x.mul(constant);
    y.sum().backward();
    assertThat(grad(x)).containsExactly(3, 4);
    assertThat(constant.grad()).isNull();
    assertThat(y.grad()).isNull();
    assertThat(y.isLeaf()).isFalse();
    assertThat(y.requiresGrad()).isTrue();
    assertThat(constant.mul(2).requiresGrad()).isFalse();
  }

  @Test
  void backwardOfANonScalarNeedsAGradient() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    assertThatThrownBy(y::backward)
        .hasMessageContaining("[2] has 2 elements: pass the gradient, or reduce it");
    assertThatThrownBy(() -> y.backward(Tensor.ones(3)))
        .hasMessageContaining("gradient F32 [3] for a tensor [2]");
    y.backward(Tensor.vector(1, 10));
    assertThat(grad(x)).containsExactly(2, 40);
  }

  @Test
  void backwardOfALeafIsItsGradient() {
    Tensor x = leaf(5);
    x.backward();
    assertThat(grad(x)).containsExactly(1);
  }

  @Test
  void theGraphIsFreedOnce() {
    Tensor x = leaf(1, 2);
    Tensor loss = x.mul(x).sum();
    loss.backward();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the record of sum was freed")
        .hasMessageContaining("retainGraph");
    assertThat(grad(x)).containsExactly(2, 4);
  }

  @Test
  void retainGraphAllowsAnotherBackward() {
    Tensor x = leaf(1, 2);
    Tensor loss = x.mul(x).sum();
    loss.backward(Tensor.scalar(1), true);
    loss.backward();
    assertThat(grad(x)).containsExactly(4, 8);
  }

  @Test
  void aChangeInPlaceOfWhatWasSavedIsNoticed() {
    Parameter weight = Parameter.of(Tensor.of(new float[] {1, 2}, 1, 2));
    Parameter bias = Parameter.zeros(1);
    Tensor x = Tensor.of(new float[] {3, 4}, 1, 2).requiresGrad(true);
    Tensor loss = x.linear(weight, bias).sum();
    weight.copyFrom(Tensor.of(new float[] {5, 6}, 1, 2));
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an array F32 [1, 2] that linear([1, 2], [1, 2], [1]) saved was")
        .hasMessageContaining("changed in place since (version 0, now 1)");
    assertThat(x.grad()).as("a failed backward changes no gradient").isNull();
  }

  @Test
  void aChangeInPlaceOfWhatWasNotSavedIsFine() {
    Parameter bias = Parameter.zeros(2);
    Tensor loss = bias.add(Tensor.vector(1, 2)).sum();
    bias.copyFrom(Tensor.ones(2));
    loss.backward();
    assertThat(grad(bias)).containsExactly(1, 1);
  }

  @Test
  void nothingIsRecordedInsideNoGrad() {
    Tensor x = leaf(1, 2);
    NoGrad.run(() -> assertThat(x.mul(2).requiresGrad()).isFalse());
    Tensor y = NoGrad.call(() -> x.mul(x));
    assertThat(y.isLeaf()).isTrue();
    assertThat(NoGrad.isActive()).isFalse();
    assertThat(x.mul(2).requiresGrad()).isTrue();
    assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("inside NoGrad");
  }

  @Test
  void detachCutsTheGraphAndSharesStorage() {
    Tensor x = leaf(3);
    x.mul(x.detach()).sum().backward();
    assertThat(grad(x)).containsExactly(3);
    assertThat(x.detach().array().storage()).isSameAs(x.array().storage());
  }

  @Test
  void gradientsAreNotDifferentiatedAgain() {
    Tensor x = leaf(3);
    x.mul(x).sum().backward();
    Tensor penalty = Objects.requireNonNull(x.grad()).mul(2).sum();
    assertThatThrownBy(penalty::backward).hasMessageContaining("with createGraph to differentiate");
  }

  @Test
  void requiresGradIsForFloatLeaves() {
    assertThatThrownBy(() -> Tensor.ofLongs(1).requiresGrad(true))
        .hasMessageContaining("only F32 tensors have gradients, this one is I64");
    Tensor computed = leaf(1).mul(2);
    assertThatThrownBy(() -> computed.requiresGrad(false))
        .hasMessageContaining("computed by mul: use detach()");
    assertThatThrownBy(() -> computed.setGrad(null)).hasMessageContaining("only leaves");
    assertThatThrownBy(() -> leaf(1).setGrad(Tensor.ones(2)))
        .hasMessageContaining("gradient [2] for a tensor [1]");
  }

  @Test
  void onlyLeavesChangeInPlace() {
    Tensor computed = leaf(1).mul(2);
    assertThatThrownBy(() -> InPlace.copy(computed, Tensor.ones(1)))
        .hasMessageContaining("only leaves can");
    Parameter parameter = Parameter.zeros(2);
    assertThatThrownBy(() -> parameter.copyFrom(Tensor.ones(3)))
        .hasMessageContaining("values F32 [3] into a tensor F32 [2]");
    InPlace.update(parameter, array -> array.floats()[1] = 7);
    assertThat(parameter.toFloats()).containsExactly(0, 7);
    assertThat(parameter.array().storage().version()).isEqualTo(1);
  }

  @Test
  void aParameterIsACopy() {
    Tensor values = Tensor.vector(1, 2);
    Parameter parameter = Parameter.of(values);
    parameter.copyFrom(Tensor.vector(3, 4));
    assertThat(values.toFloats()).containsExactly(1, 2);
    assertThat(parameter.requiresGrad()).isTrue();
  }

  @Test
  void veryDeepGraphsDoNotOverflowTheStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 50_000; i++) {
      y = y.add(1);
    }
    y.backward();
    assertThat(grad(x)).containsExactly(1);
  }

  @Test
  void sameGraphSameBits() {
    float[] first = run();
    assertThat(run()).containsExactly(first);
  }

  private static float[] run() {
    Philox random = new Philox(3);
    return Randoms.callWith(
        random,
        () -> {
          Tensor x = Tensor.randn(7, 5).requiresGrad(true);
          Tensor w = Tensor.randn(5, 5);
          Tensor hidden = x.matmul(w).tanh();
          hidden.matmul(w).add(hidden).add(x).softmax(1).square().sum().backward();
          return grad(x);
        });
  }

  /** Adds and subtracts: an op with two outputs. */
  private record SumAndDifference() implements Op {
    @Override
    public String name() {
      return "sum_and_difference";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return new TensorType[] {inputs[0], inputs[0]};
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      NdArray sum = allocator.floats(inputs[0].shape());
      NdArray difference = allocator.floats(inputs[0].shape());
      for (int i = 0; i < sum.count(); i++) {
        sum.floats()[i] = inputs[0].floats()[i] + inputs[1].floats()[i];
        difference.floats()[i] = inputs[0].floats()[i] - inputs[1].floats()[i];
      }
      return OpResult.of(sum, difference);
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      assertThat(gradOutputs[0]).as("nothing depended on the sum").isNull();
      NdArray difference = Objects.requireNonNull(gradOutputs[1]);
      return new @Nullable NdArray[] {difference, null};
    }
  }

  @Test
  void usersWriteOpsWithSeveralOutputs() {
    Tensor a = leaf(5);
    Tensor b = leaf(3);
    Tensor[] both = Tensor.applyAll(new SumAndDifference(), a, b);
    assertThat(both[0].item()).isEqualTo(8);
    both[1].mul(3).backward();
    assertThat(grad(a)).containsExactly(3);
    assertThat(b.grad()).isNull();
    assertThatThrownBy(() -> Tensor.apply(new SumAndDifference(), a, b))
        .hasMessageContaining("sum_and_difference has 2 outputs: use applyAll");
  }

  /** An op that does not do what it declares. */
  private record Liar(int[] gives, int[] gradient) implements Op {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return inputs[0].alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(allocator.zeros(gives));
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      return new @Nullable NdArray[] {allocator.zeros(gradient)};
    }
  }

  @Test
  void anOpIsHeldToItsWord() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> Tensor.apply(new Liar(new int[] {3}, new int[] {2}), x))
        .hasMessage("liar: its shape rule says [F32 [2]], but its forward returned [F32 [3]]");
    Tensor y = Tensor.apply(new Liar(new int[] {2}, new int[] {4}), x).sum();
    assertThatThrownBy(y::backward)
        .hasMessage("backward of liar([2]): the gradient of input 0 is [4], the input [2]");
  }

  /** An op without backward. */
  private record Plain() implements Op {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return TensorType.floats(inputs[0].shape()).alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(inputs[0]);
    }
  }

  @Test
  void anOpWithoutABackwardSaysSo() {
    assertThatThrownBy(() -> Tensor.apply(new Plain(), leaf(1)).backward())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("plain has no gradient");
    assertThat(Tensor.apply(new Plain(), Tensor.vector(2)).dtype()).isEqualTo(DType.F32);
  }
}
