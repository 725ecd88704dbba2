package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up rows of a table by int64 ids: the table is [rows, width], ids have any shape [..], y is
 * [.., width]. The row of the padding index gets no gradient. Immutable.
 *
 * @param paddingIndex a row, or {@link #NO_PADDING}
 * @param scaleByFrequency whether the gradient of each row is divided by the number of times its id
 *     occurs
 */
public record EmbeddingOp(long paddingIndex, boolean scaleByFrequency) implements Multilinear {
  /** The padding index of a table without one. */
  public static final long NO_PADDING = -1;

  /** Creates the op without scaling gradients by frequency. */
  public EmbeddingOp(long paddingIndex) {
    this(paddingIndex, false);
  }

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the table", inputs[0], DType.F32);
    Checks.dtype(this, "the tensor of ids", inputs[1], DType.I64);
    if (inputs[0].rank() != 2) {
      throw new IllegalArgumentException(
          "embedding: the table is %s, expected [rows, width]".formatted(inputs[0].show()));
    }
    int[] ids = inputs[1].sizes();
    return TensorType.owningFloats(UnsqueezeOp.insert(ids, ids.length, inputs[0].size(1))).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray table = inputs[0].contiguous(allocator);
    int width = table.shape()[1];
    int[] ids = Indices.places(this, inputs[1], table.shape()[0], allocator);
    int[] shape = inputs[1].shape();
    NdArray y = allocator.floats(UnsqueezeOp.insert(shape, shape.length, width));
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(
          table.floats(),
          table.offset() + ids[i] * width,
          y.floats(),
          y.offset() + i * width,
          width);
    }
    return OpResult.of(y).saving(inputs[1]);
  }

  @Override
  public NdArray[] saves(NdArray[] inputs, Allocator allocator) {
    return new NdArray[] {inputs[1]};
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    NdArray index = context.saved().array(0);
    V ids = context.constant(index);
    if (paddingIndex == NO_PADDING && !scaleByFrequency) {
      return Arrays.asList(adjoint(context, 0, List.of(ids)), null);
    }
    TensorType table = context.inputType(0);
    int[] places = Indices.places(this, index, table.size(0), Allocator.HEAP);
    float[] shares = shares(places, scaleByFrequency, table.size(0));
    for (int i = 0; i < places.length; i++) {
      shares[i] = places[i] == paddingIndex ? 0 : shares[i];
    }
    int[] column = UnsqueezeOp.insert(index.shape(), index.rank(), 1);
    Term<V> factors = Term.constant(context, NdArray.dense(Storage.of(shares), column));
    V dy = Term.gradOutput(context).times(factors).value();
    return Arrays.asList(context.apply(rowsGradient(table), ids, dy), null);
  }

  /** The sum of rows by their ids, without padding, as the gradient of a table of this type. */
  static Op rowsGradient(TensorType table) {
    return new AdjointOp(new EmbeddingOp(NO_PADDING), 0, table);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int width = saved.sizes(0)[1];
    int[] ids = Indices.places(this, saved.array(0), saved.sizes(0)[0], allocator);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray grad = allocator.zeros(saved.sizes(0));
    float[] shares = shares(ids, scaleByFrequency, saved.sizes(0)[0]);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != paddingIndex) {
        Kernels.get()
            .elementwise()
            .axpy(
                shares[i],
                dy.floats(),
                dy.offset() + i * width,
                grad.floats(),
                grad.offset() + ids[i] * width,
                width);
      }
    }
    return GradShapes.of(grad, null);
  }

  /**
   * The factor of the gradient of each id's row: 1, or 1 divided by the number of times the id
   * occurs.
   */
  static float[] shares(int[] ids, boolean byFrequency, int rows) {
    float[] shares = new float[ids.length];
    Arrays.fill(shares, 1f);
    if (byFrequency) {
      int[] counts = new int[rows];
      for (int id : ids) {
        counts[id]++;
      }
      for (int i = 0; i < ids.length; i++) {
        shares[i] = 1f / counts[ids[i]];
      }
    }
    return shares;
  }
}
