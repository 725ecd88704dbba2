package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts a dimension of size 1. A view. Any element type. Immutable. */
public record UnsqueezeOp(int dim) implements Op {
  @Override
  public String name() {
    return "unsqueeze";
  }

  private int at(TensorType input) {
    return Checks.dim(this, dim, input.rank() + 1, input);
  }

  /** The sizes or strides with one more inserted at an index. */
  static int[] insert(int[] values, int at, int value) {
    int[] longer = new int[values.length + 1];
    System.arraycopy(values, 0, longer, 0, at);
    longer[at] = value;
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    return longer;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    return TensorType.owning(inputs[0].dtype(), insert(inputs[0].sizes(), at(inputs[0]), 1))
        .alone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    int at = at(TensorType.of(x));
    return OpResult.of(
        NdArray.view(
            x.storage(), insert(x.shape(), at, 1), insert(x.strides(), at, 0), x.offset()));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.only(Term.gradOutput(context).reshape(context.inputType(0).sizes()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = at(saved.input(0));
    return GradShapes.of(SqueezeOp.without(GradShapes.only(gradOutputs), d -> d == at));
  }
}
