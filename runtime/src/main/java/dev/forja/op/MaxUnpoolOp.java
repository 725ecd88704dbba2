package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts elements at the indices that a max pooling returned, and zeros elsewhere: {@code
 * torch.nn.functional.max_unpool2d}, for any number of dimensions. Immutable.
 *
 * <p>Inputs: x [n, c, ..] or [c, ..], and int64 indices of the same shape, which count the elements
 * of the last dimensions of the result.
 *
 * @param sizes the last sizes of the result
 * @param sums whether elements with the same index are added; otherwise the last one remains
 */
public record MaxUnpoolOp(Ints sizes, boolean sums) implements Op {
  /** Checks the sizes. */
  public MaxUnpoolOp {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "max_unpool: output %s: expected sizes that are not negative".formatted(sizes));
    }
  }

  @Override
  public String name() {
    return "max_unpool" + sizes.size() + "d";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the input", inputs[0], DType.F32);
    Checks.dtype(this, "the indices", inputs[1], DType.I64);
    int[] x = inputs[0].sizes();
    MaxPoolOp.checkRank(this, x, sizes.size());
    if (!Arrays.equals(x, inputs[1].sizes())) {
      throw new IllegalArgumentException(
          "%s: input %s, indices %s: expected an index for each element"
              .formatted(name(), Shapes.show(x), inputs[1].show()));
    }
    return TensorType.owningFloats(result(x)).alone();
  }

  private int[] result(int[] x) {
    int[] shape = x.clone();
    System.arraycopy(sizes.shared(), 0, shape, x.length - sizes.size(), sizes.size());
    return shape;
  }

  private int[] flat(int[] shape) {
    return MaxWindows.flat(shape, sizes.size());
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return sums ? inputs[0].count() : 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray index = inputs[1].contiguous(allocator);
    NdArray y = allocator.zeros(result(x.shape()));
    int[] from = flat(x.shape());
    int[] to = flat(y.shape());
    int windows = from[from.length - 1];
    int size = to[to.length - 1];
    for (int i = 0; i < x.count(); i++) {
      int place = Indices.place(this, index.storage().longs()[index.offset() + i], size);
      int at = y.offset() + i / windows * size + place;
      float value = x.floats()[x.offset() + i];
      y.floats()[at] = sums ? y.floats()[at] + value : value;
    }
    return OpResult.of(y).saving(index);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray index = saved.array(0);
    NdArray dx = allocator.floats(saved.sizes(0));
    int last = flat(dx.shape()).length - 1;
    GatherScatter.take(
        this,
        last,
        dy.reshape(flat(dy.shape())),
        index.reshape(flat(index.shape())),
        dx.reshape(flat(dx.shape())));
    return GradShapes.of(dx, null);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] x = context.inputType(0).sizes();
    int[] y = context.typeOf(context.gradOutput()).sizes();
    V dy = context.apply(new ReshapeOp(flat(y)), context.gradOutput());
    V index = context.apply(new ReshapeOp(flat(x)), context.input(1, 0));
    V taken = context.apply(new GatherOp(flat(x).length - 1), dy, index);
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(context.apply(new ReshapeOp(x), taken));
    gradients.add(null);
    return gradients;
  }
}
