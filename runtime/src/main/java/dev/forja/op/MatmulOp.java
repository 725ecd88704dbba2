package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product, by the rules of {@code torch.matmul}: [.., m, k] x [.., k, n] gives [.., m,
 * n] with the leading dimensions broadcast; a vector is treated as a row on the left and as a
 * column on the right, and the result lacks that dimension.
 *
 * <p>Immutable.
 */
public record MatmulOp() implements Op {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    int[] a = inputs[0].sizes();
    int[] b = inputs[1].sizes();
    if (a.length == 0 || b.length == 0) {
      throw refuse(a, b, "a scalar is not a matrix: use mul");
    }
    int left = a[a.length - 1];
    int right = b[Math.max(b.length - 2, 0)];
    if (left != right) {
      throw refuse(a, b, "inner sizes %d and %d differ".formatted(left, right));
    }
    return TensorType.owningFloats(Plan.of(a, b).result()).alone();
  }

  private static IllegalArgumentException refuse(int[] a, int[] b, String reason) {
    return new IllegalArgumentException(
        "matmul: %s x %s: %s".formatted(Shapes.show(a), Shapes.show(b), reason));
  }

  /** The shapes of both operands as matrices, with their batch dimensions broadcast. */
  private record Plan(int[] a, int[] b, int[] batch, int[] result) {
    static Plan of(int[] a, int[] b) {
      int[] left = a.length == 1 ? new int[] {1, a[0]} : a;
      int[] right = b.length == 1 ? new int[] {b[0], 1} : b;
      int[] leftBatch = Arrays.copyOf(left, left.length - 2);
      int[] rightBatch = Arrays.copyOf(right, right.length - 2);
      if (!Shapes.broadcasts(leftBatch, rightBatch)) {
        throw refuse(
            a,
            b,
            "batch sizes %s and %s do not broadcast"
                .formatted(Shapes.show(leftBatch), Shapes.show(rightBatch)));
      }
      int[] batch = Shapes.broadcast("matmul", leftBatch, rightBatch);
      int[] result = batch;
      if (a.length > 1) {
        result = append(result, left[left.length - 2]);
      }
      if (b.length > 1) {
        result = append(result, right[right.length - 1]);
      }
      return new Plan(left, right, batch, result);
    }

    int m() {
      return a[a.length - 2];
    }

    int n() {
      return b[b.length - 1];
    }

    /** Whether the whole batch on the left can be treated as one tall matrix. */
    boolean isTall() {
      return a.length > 2 && b.length == 2;
    }

    int[] product() {
      return append(append(batch, m()), n());
    }
  }

  private static int[] append(int[] shape, int size) {
    int[] longer = Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = size;
    return longer;
  }

  /** The array in a shape of the same rank, or with one more dimension of size 1. */
  private static NdArray as(NdArray x, int[] shape) {
    if (x.rank() == shape.length) {
      return x;
    }
    boolean row = shape[0] == 1 && shape[1] == x.count();
    int step = x.strides()[0];
    int[] strides = row ? new int[] {0, step} : new int[] {step, 0};
    return NdArray.view(x.storage(), shape, strides, x.offset());
  }

  private static NdArray tall(NdArray x, Allocator allocator) {
    int columns = x.shape()[x.rank() - 1];
    int[] shape = Arrays.copyOf(x.shape(), x.rank() - 1);
    return x.contiguous(allocator).reshape(Shapes.count(shape), columns);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * outputs[0].count() * inputs[0].size(-1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    Plan plan = Plan.of(inputs[0].shape(), inputs[1].shape());
    NdArray a = as(inputs[0], plan.a);
    NdArray b = as(inputs[1], plan.b);
    NdArray y = allocator.floats(plan.product());
    if (plan.isTall()) {
      Gemm.multiply(tall(a, allocator), b, tall(y, allocator), 0, allocator);
    } else {
      Gemm.multiply(a, b, y, 0, allocator);
    }
    return OpResult.of(y.reshape(plan.result)).saving(inputs[0], inputs[1]);
  }

  /** {@code dy b'} and {@code a' dy}, with vectors treated as the matrices that they stand for. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Plan plan = Plan.of(context.inputType(0).sizes(), context.inputType(1).sizes());
    V dy = context.apply(new ReshapeOp(plan.product()), context.gradOutput());
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(
        context.needed(0)
            ? gradient(context, dy, transposed(context, context.input(1, 1), plan.b), plan.a, 0)
            : null);
    gradients.add(
        context.needed(1)
            ? gradient(context, transposed(context, context.input(0, 0), plan.a), dy, plan.b, 1)
            : null);
    return gradients;
  }

  private static <V> V transposed(GradContext<V> context, V value, int[] matrix) {
    int[] dims = new int[matrix.length];
    Arrays.setAll(dims, d -> d);
    dims[dims.length - 2] = dims.length - 1;
    dims[dims.length - 1] = dims.length - 2;
    return context.apply(new PermuteOp(dims), context.apply(new ReshapeOp(matrix), value));
  }

  /** The product, summed over the batch dimensions in which the input was broadcast. */
  private <V> V gradient(GradContext<V> context, V left, V right, int[] matrix, int input) {
    V product = context.apply(this, left, right);
    int lead = context.typeOf(product).rank() - matrix.length;
    int[] summed =
        IntStream.range(0, context.typeOf(product).rank() - 2)
            .filter(
                d -> d < lead || (matrix[d - lead] == 1 && context.typeOf(product).size(d) != 1))
            .toArray();
    V gradient = summed.length == 0 ? product : context.apply(new SumOp(false, summed), product);
    return context.apply(new ReshapeOp(context.inputType(input).sizes()), gradient);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    Plan plan = Plan.of(saved.sizes(0), saved.sizes(1));
    NdArray a = as(saved.array(0), plan.a);
    NdArray b = as(saved.array(1), plan.b);
    NdArray dy = GradShapes.dense(gradOutputs, allocator).reshape(plan.product());
    if (plan.isTall()) {
      a = tall(a, allocator);
      dy = tall(dy, allocator);
    }
    NdArray da = null;
    NdArray db = null;
    if (needed[0]) {
      da = gradient(dy, flip(b), a.shape(), allocator).reshape(saved.sizes(0));
    }
    if (needed[1]) {
      db = gradient(flip(a), dy, b.shape(), allocator).reshape(saved.sizes(1));
    }
    return GradShapes.of(da, db);
  }

  private static NdArray flip(NdArray x) {
    return x.transpose(x.rank() - 2, x.rank() - 1);
  }

  /**
   * The product {@code left right}, summed over the dimensions in which {@code shape} was
   * broadcast.
   */
  private static NdArray gradient(NdArray left, NdArray right, int[] shape, Allocator allocator) {
    int[] leftBatch = Arrays.copyOf(left.shape(), left.rank() - 2);
    int[] rightBatch = Arrays.copyOf(right.shape(), right.rank() - 2);
    int[] batch = Shapes.broadcast("matmul", leftBatch, rightBatch);
    int[] whole = append(append(batch, shape[shape.length - 2]), shape[shape.length - 1]);
    if (Arrays.equals(whole, shape)) {
      NdArray grad = allocator.floats(shape);
      Gemm.multiply(left, right, grad, 0, allocator);
      return grad;
    }
    NdArray grad = allocator.zeros(shape);
    Gemm.multiply(left, right, grad.expand(whole), 1, allocator);
    return grad;
  }
}
