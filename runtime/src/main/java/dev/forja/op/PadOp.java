package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pads x with a value. The padding lists, from the last dimension backwards, the number of places
 * before and after; negative numbers remove places. Equivalent to {@code F.pad} with a constant.
 * Immutable.
 */
public record PadOp(float value, Ints padding) implements Op {
  /** From integers, which are copied. */
  public PadOp(float value, int[] padding) {
    this(value, Ints.of(padding));
  }

  @Override
  public String name() {
    return "pad";
  }

  private int before(int dim, int rank) {
    int at = 2 * (rank - 1 - dim);
    return at < padding.size() ? padding.get(at) : 0;
  }

  private int behind(int dim, int rank) {
    int at = 2 * (rank - 1 - dim);
    return at < padding.size() ? padding.get(at + 1) : 0;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] shape = inputs[0].sizes().clone();
    int rank = shape.length;
    boolean fits = padding.size() % 2 == 0 && padding.size() <= 2 * rank;
    for (int d = 0; fits && d < rank; d++) {
      long size = (long) shape[d] + before(d, rank) + behind(d, rank);
      fits = size >= 0 && size <= Integer.MAX_VALUE;
      shape[d] = (int) size;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "pad: %s by %s: expected pairs for the last dimensions that leave no negative size"
              .formatted(inputs[0].show(), padding));
    }
    return TensorType.owningFloats(shape).alone();
  }

  /**
   * A view of the elements that are kept, as a part of the input or, if {@code outside}, of the
   * output.
   */
  private NdArray kept(NdArray array, int[] input, boolean outside) {
    NdArray part = array;
    for (int d = 0; d < input.length; d++) {
      int before = before(d, input.length);
      int behind = behind(d, input.length);
      int left = Math.max(0, input[d] + Math.min(0, before) + Math.min(0, behind));
      part = part.slice(d, Math.max(0, outside ? before : -before), left, 1);
    }
    return part;
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    NdArray y = allocator.floats(shapes(TensorType.of(x))[0].sizes());
    Arrays.fill(y.floats(), y.offset(), y.offset() + y.count(), value);
    StridedCopy.copy(kept(x, x.shape(), false), kept(y, x.shape(), true));
    return OpResult.of(y);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] back = padding.stream().map(places -> -places).toArray();
    return Term.only(Term.gradOutput(context).then(new PadOp(0, back)));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    NdArray dy = GradShapes.only(gradOutputs);
    StridedCopy.copy(kept(dy, dx.shape(), true), kept(dx, dx.shape(), false));
    return GradShapes.of(dx);
  }
}
