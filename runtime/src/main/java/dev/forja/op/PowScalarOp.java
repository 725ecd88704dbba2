package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = x^exponent}. Immutable. */
public record PowScalarOp(float exponent) implements Op {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    return OpResult.of(power(x, exponent, allocator)).saving(x);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    if (exponent == 0) {
      return Term.only(Term.zeros(context, x.shape()));
    }
    Term<V> slope = x.then(new PowScalarOp(exponent - 1)).times(exponent);
    return Term.only(Term.gradOutput(context).times(slope));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    if (exponent == 0) {
      return GradShapes.of(allocator.zeros(saved.sizes(0)));
    }
    NdArray slope =
        Elementwise.scale(power(saved.array(0), exponent - 1, allocator), exponent, allocator);
    return GradShapes.of(Elementwise.multiply(slope, GradShapes.only(gradOutputs), allocator));
  }

  /** Raises a dense array to a power, with products and roots where those are exact. */
  private static NdArray power(NdArray x, float exponent, Allocator allocator) {
    if (exponent == 1) {
      return x;
    }
    if (exponent == 2) {
      return Elementwise.multiply(x, x, allocator);
    }
    if (exponent == 0.5f) {
      return Elementwise.unary(UnaryKind.SQRT, x, allocator);
    }
    if (exponent == -0.5f) {
      return Elementwise.unary(UnaryKind.RSQRT, x, allocator);
    }
    if (exponent == -1) {
      return Elementwise.scalar(BinaryKind.DIV, x, 1, true, allocator);
    }
    NdArray y = allocator.floats(x.shape());
    for (int i = 0; i < y.count(); i++) {
      y.floats()[y.offset() + i] = (float) StrictMath.pow(x.floats()[x.offset() + i], exponent);
    }
    return y;
  }
}
