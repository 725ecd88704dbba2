package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}: x is [.., in], W is [out, in], the optional b is [out], y is [.., out].
 * Equivalent to {@code torch.nn.functional.linear}. Immutable.
 */
public record LinearOp() implements Op {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 3);
    Checks.floats(this, inputs, inputs.length);
    int[] x = inputs[0].sizes();
    int[] w = inputs[1].sizes();
    if (x.length == 0 || w.length != 2 || x[x.length - 1] != w[1]) {
      String reason =
          x.length == 0 || w.length != 2
              ? "expected an input [.., in] and a weight [out, in]"
              : "the input has %d features, the weight takes %d".formatted(x[x.length - 1], w[1]);
      throw new IllegalArgumentException(
          "linear: input %s, weight %s: %s".formatted(Shapes.show(x), Shapes.show(w), reason));
    }
    if (inputs.length == 3 && !Arrays.equals(inputs[2].sizes(), new int[] {w[0]})) {
      throw new IllegalArgumentException(
          "linear: weight %s, bias %s: expected a bias [%d]"
              .formatted(Shapes.show(w), inputs[2].show(), w[0]));
    }
    return TensorType.owningFloats(withLast(x, w[0])).alone();
  }

  private static int[] withLast(int[] shape, int size) {
    int[] changed = shape.clone();
    changed[shape.length - 1] = size;
    return changed;
  }

  /** A matrix whose rows are all dimensions but the last. */
  static NdArray matrix(NdArray x, Allocator allocator) {
    NdArray dense = x.contiguous(allocator);
    if (x.rank() == 2) {
      return dense;
    }
    int rows = Shapes.count(Arrays.copyOf(x.shape(), x.rank() - 1));
    return dense.reshape(rows, x.shape()[x.rank() - 1]);
  }

  /** {@code y = x W^T + b} in a dense array y; the bias may be null. */
  static void into(
      NdArray y, NdArray x, NdArray weight, @Nullable NdArray bias, Allocator allocator) {
    Gemm.addmm(bias, matrix(x, allocator), weight.transpose(0, 1), y, allocator);
  }

  /** The gradient of W, from that of y and from x, each with any leading dimensions. */
  static NdArray weightGradient(NdArray gradient, NdArray x, Allocator allocator) {
    NdArray dy = matrix(gradient, allocator);
    NdArray rows = matrix(x, allocator);
    NdArray dw = allocator.floats(dy.shape()[1], rows.shape()[1]);
    Gemm.multiply(dy.transpose(0, 1), rows, dw, 0, allocator);
    return dw;
  }

  /** The gradient of b, from that of y. */
  static NdArray biasGradient(NdArray gradient, Allocator allocator) {
    NdArray dy = matrix(gradient, allocator);
    NdArray db = allocator.zeros(dy.shape()[1]);
    Kernels.get()
        .reduction()
        .addColumnSums(
            dy.floats(), dy.offset(), dy.shape()[0], db.count(), db.floats(), db.offset());
    return db;
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count() * (2L * inputs[0].size(-1) + inputs.length - 2);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = matrix(inputs[0], allocator);
    NdArray weight = inputs[1];
    NdArray y = allocator.floats(withLast(inputs[0].shape(), weight.shape()[0]));
    NdArray bias = inputs.length == 3 ? inputs[2] : null;
    Gemm.addmm(bias, x, weight.transpose(0, 1), y, allocator);
    return OpResult.of(y).saving(x, weight);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x =
        Term.input(context, 0, context.saved().array(0).reshape(context.inputType(0).sizes()));
    Term<V> dy = Term.gradOutput(context);
    int[] w = context.inputType(1).sizes();
    int rows = context.saved().array(0).shape()[0];
    Term<V> flat = dy.reshape(rows, w[0]);
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(context.needed(0) ? dy.matmul(Term.input(context, 1, 1)).value() : null);
    gradients.add(context.needed(1) ? flat.turned().matmul(x.reshape(rows, w[1])).value() : null);
    if (context.saved().inputs().size() == 3) {
      gradients.add(context.needed(2) ? flat.sumBut(1).value() : null);
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray weight = saved.array(1);
    NdArray dy = matrix(GradShapes.only(gradOutputs), allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      NdArray dx = allocator.floats(x.shape());
      Gemm.multiply(dy, weight, dx, 0, allocator);
      grads[0] = dx.reshape(saved.sizes(0));
    }
    if (needed[1]) {
      grads[1] = weightGradient(dy, x, allocator);
    }
    if (needed.length == 3 && needed[2]) {
      grads[2] = biasGradient(dy, allocator);
    }
    return grads;
  }
}
