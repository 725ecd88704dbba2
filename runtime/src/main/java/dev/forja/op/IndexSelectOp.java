package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects places of a dimension by an int64 vector of indices, in its order: {@code y[.., i, ..] =
 * x[.., index[i], ..]}. Any element type. Immutable.
 */
public record IndexSelectOp(int dim) implements Multilinear {
  @Override
  public String name() {
    return "index_select";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the index", inputs[1], DType.I64);
    if (inputs[0].rank() == 0 || inputs[1].rank() != 1) {
      throw new IllegalArgumentException(
          "index_select: input %s, index %s: expected an input that is not a scalar, and a vector of indices"
              .formatted(inputs[0].show(), inputs[1].show()));
    }
    int[] shape = inputs[0].sizes().clone();
    shape[Checks.dim(this, dim, inputs[0])] = inputs[1].size(0);
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  /** The number of elements per place of the dimension. */
  private static int inner(int[] shape, int at) {
    return Shapes.count(Arrays.copyOfRange(shape, at + 1, shape.length));
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = inputs[0].contiguous(allocator);
    int size = x.shape()[at];
    int[] places = Indices.places(this, inputs[1], size, allocator);
    int[] shape = x.shape().clone();
    shape[at] = places.length;
    NdArray y = allocator.empty(x.dtype(), shape);
    int inner = inner(shape, at);
    int outer = Shapes.count(Arrays.copyOf(shape, at));
    int made = Math.max(1, places.length * inner);
    boolean alone = (long) outer * made <= Thresholds.ARITHMETIC_ALONE;
    Parallel.ranges(
        outer,
        alone ? Math.max(1, outer) : Math.ceilDiv(Thresholds.ELEMENTWISE_SHARE, made),
        (first, end) -> copy(x, places, size, inner, first, end, y));
    return OpResult.of(y).saving(inputs[1]);
  }

  /** Copies the places of the groups of {@code size} from {@code first} to {@code end}. */
  private static void copy(
      NdArray x, int[] places, int size, int inner, int first, int end, NdArray y) {
    int to = y.offset() + first * places.length * inner;
    if (inner == 1 && x.dtype() == DType.F32) {
      // A copy of one element by System.arraycopy takes far longer.
      float[] from = x.floats();
      float[] into = y.floats();
      for (int o = first; o < end; o++) {
        int row = x.offset() + o * size;
        for (int place : places) {
          into[to++] = from[row + place];
        }
      }
      return;
    }
    for (int o = first; o < end; o++) {
      for (int place : places) {
        int from = x.offset() + (o * size + place) * inner;
        System.arraycopy(x.storage().array(), from, y.storage().array(), to, inner);
        to += inner;
      }
    }
  }

  @Override
  public NdArray[] saves(NdArray[] inputs, Allocator allocator) {
    return new NdArray[] {inputs[1]};
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V index = context.constant(context.saved().array(0));
    return Arrays.asList(adjoint(context, 0, List.of(index)), null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int[] shape = saved.sizes(0);
    int at = Checks.dim(this, dim, saved.input(0));
    int[] places = Indices.places(this, saved.array(0), shape[at], allocator);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.zeros(shape);
    int inner = inner(shape, at);
    int outer = Shapes.count(Arrays.copyOf(shape, at));
    int from = dy.offset();
    for (int o = 0; o < outer; o++) {
      for (int place : places) {
        int to = dx.offset() + (o * shape[at] + place) * inner;
        Kernels.get().elementwise().axpy(1f, dy.floats(), from, dx.floats(), to, inner);
        from += inner;
      }
    }
    return GradShapes.of(dx, null);
  }
}
