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
 * For each bag of ids, the sum or mean of the table's rows with these ids. Inputs: the table [rows,
 * width]; int64 ids [n] of all bags, one after the other; int64 offsets [bags], where each bag
 * begins, from 0 on; and, for sums only, optionally a weight for each id, [n]. y is [bags, width].
 * An empty bag gives zeros. The padding index is ignored. Equivalent to {@code F.embedding_bag}.
 *
 * <p>Immutable.
 *
 * @param mean whether the sum is divided by the number of ids that are not ignored
 * @param paddingIndex a row, or {@link EmbeddingOp#NO_PADDING}
 * @param scaleByFrequency whether the gradient of each row is divided by the number of times a row
 *     occurs; {@link #shares} explains which row
 */
public record EmbeddingBagOp(boolean mean, long paddingIndex, boolean scaleByFrequency)
    implements Op {
  /** Creates the op without scaling gradients by frequency. */
  public EmbeddingBagOp(boolean mean, long paddingIndex) {
    this(mean, paddingIndex, false);
  }

  @Override
  public String name() {
    return "embedding_bag";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 3, mean ? 3 : 4);
    checkBags(this, inputs);
    if (inputs.length == 4) {
      Checks.dtype(this, "the tensor of weights", inputs[3], DType.F32);
      if (!Arrays.equals(inputs[3].sizes(), inputs[1].sizes())) {
        throw new IllegalArgumentException(
            "embedding_bag: ids %s, weights %s: expected one weight for each id"
                .formatted(inputs[1].show(), inputs[3].show()));
      }
    }
    return TensorType.owningFloats(inputs[2].size(0), inputs[0].size(1)).alone();
  }

  static void checkBags(Op op, TensorType[] inputs) {
    Checks.dtype(op, "the table", inputs[0], DType.F32);
    Checks.dtype(op, "the tensor of ids", inputs[1], DType.I64);
    Checks.dtype(op, "the tensor of offsets", inputs[2], DType.I64);
    if (inputs[0].rank() != 2 || inputs[1].rank() != 1 || inputs[2].rank() != 1) {
      throw new IllegalArgumentException(
          "%s: table %s, ids %s, offsets %s: expected [rows, width], [n] and [bags]"
              .formatted(op.name(), inputs[0].show(), inputs[1].show(), inputs[2].show()));
    }
  }

  /** The bag of each id. */
  static int[] bags(Op op, NdArray offsets, int ids, Allocator allocator) {
    NdArray starts = offsets.contiguous(allocator);
    int[] bags = new int[ids];
    long before = 0;
    for (int b = 0; b < starts.count(); b++) {
      long start = starts.storage().longs()[starts.offset() + b];
      if (start < before || start > ids || (b == 0 && start != 0)) {
        throw new IllegalArgumentException(
            "%s: offset %d is %d: expected 0 first, then offsets in ascending order, at most %d"
                .formatted(op.name(), b, start, ids));
      }
      Arrays.fill(bags, (int) start, ids, b);
      before = start;
    }
    if (ids > 0 && starts.count() == 0) {
      throw new IllegalArgumentException("%s: %d ids but no bag".formatted(op.name(), ids));
    }
    return bags;
  }

  /** The factor of the row of each id. */
  private float[] factors(int[] ids, int[] bags, int bagCount, @Nullable NdArray weights) {
    int[] sizes = new int[bagCount];
    for (int i = 0; i < ids.length; i++) {
      sizes[bags[i]] += ids[i] == paddingIndex ? 0 : 1;
    }
    float[] factors = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      float weight = weights == null ? 1 : weights.floats()[weights.offset() + i];
      factors[i] = ids[i] == paddingIndex ? 0 : mean ? 1f / sizes[bags[i]] : weight;
    }
    return factors;
  }

  /**
   * The factor of the gradient of each id's row: 1, or 1 divided by a count. PyTorch's
   * documentation says that this is the count of the row itself. This method follows PyTorch's CPU
   * kernel instead, so that a model trains in the same way as there: for the k-th smallest of the
   * distinct ids, the kernel uses the count of the k-th smallest of all ids, including repeated
   * ones ({@code aten/src/ATen/native/EmbeddingBag.cpp}).
   */
  private float[] shares(int[] ids, int rows) {
    float[] shares = new float[ids.length];
    Arrays.fill(shares, 1f);
    if (!scaleByFrequency) {
      return shares;
    }
    int[] counts = new int[rows];
    for (int id : ids) {
      counts[id]++;
    }
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    float[] ofRow = new float[rows];
    int named = 0;
    for (int row = 0; row < rows; row++) {
      if (counts[row] > 0) {
        ofRow[row] = 1f / counts[sorted[named++]];
      }
    }
    for (int i = 0; i < ids.length; i++) {
      shares[i] = ofRow[ids[i]];
    }
    return shares;
  }

  private static void add(float factor, NdArray from, int row, NdArray to, int toRow) {
    int width = to.shape()[1];
    int x = from.offset() + row * width;
    int y = to.offset() + toRow * width;
    Kernels.get().elementwise().axpy(factor, from.floats(), x, to.floats(), y, width);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return (long) inputs[1].count() * inputs[0].size(-1) * (inputs.length - 2);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray table = inputs[0].contiguous(allocator);
    int[] ids = Indices.places(this, inputs[1], table.shape()[0], allocator);
    NdArray weights = inputs.length == 4 ? inputs[3].contiguous(allocator) : null;
    int[] bags = bags(this, inputs[2], ids.length, allocator);
    NdArray y = allocator.zeros(inputs[2].count(), table.shape()[1]);
    float[] factors = factors(ids, bags, inputs[2].count(), weights);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != paddingIndex) {
        add(factors[i], table, ids[i], y, bags[i]);
      }
    }
    OpResult computed = OpResult.of(y);
    return weights == null
        ? computed.saving(inputs[1], inputs[2])
        : computed.saving(inputs[1], inputs[2], weights, table);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    SavedForBackward saved = context.saved();
    int rows = saved.sizes(0)[0];
    boolean weighted = saved.inputs().size() == 4;
    int[] ids = Indices.places(this, saved.array(0), rows, Allocator.HEAP);
    int[] bags = bags(this, saved.array(1), ids.length, Allocator.HEAP);
    float[] factors = factors(ids, bags, saved.sizes(2)[0], null);
    float[] shares = shares(ids, rows);
    float[] both = new float[ids.length];
    long[] places = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      both[i] = factors[i] * shares[i];
      places[i] = bags[i];
    }
    Term<V> dy =
        Term.gradOutput(context)
            .then(
                new IndexSelectOp(0),
                Term.constant(context, NdArray.dense(Storage.of(places), places.length)));
    Term<V> scale = Term.constant(context, NdArray.dense(Storage.of(both), ids.length, 1));
    if (weighted) {
      scale = scale.times(Term.input(context, 3, 2).reshape(ids.length, 1));
    }
    V index = context.constant(saved.array(0));
    V table =
        context.needed(0)
            ? context.apply(
                EmbeddingOp.rowsGradient(context.inputType(0)), index, dy.times(scale).value())
            : null;
    if (!weighted) {
      return Arrays.asList(table, null, null);
    }
    V weights = null;
    if (context.needed(3)) {
      Op lookup = new EmbeddingOp(EmbeddingOp.NO_PADDING);
      Term<V> used = new Term<>(context, context.apply(lookup, context.input(0, 3), index));
      Term<V> counted = Term.constant(context, NdArray.dense(Storage.of(factors), ids.length, 1));
      weights = used.times(dy).sum(1).times(counted).reshape(ids.length).value();
    }
    return Arrays.asList(table, null, null, weights);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int[] ids = Indices.places(this, saved.array(0), saved.sizes(0)[0], allocator);
    int[] bags = bags(this, saved.array(1), ids.length, allocator);
    NdArray weights = needed.length == 4 ? saved.array(2) : null;
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      NdArray grad = allocator.zeros(saved.sizes(0));
      float[] factors = factors(ids, bags, saved.sizes(2)[0], weights);
      float[] shares = shares(ids, grad.shape()[0]);
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] != paddingIndex) {
          add(factors[i] * shares[i], dy, bags[i], grad, ids[i]);
        }
      }
      grads[0] = grad;
    }
    if (needed.length == 4 && needed[3]) {
      grads[3] = weightGradient(ids, bags, saved.array(3), dy, allocator);
    }
    return grads;
  }

  private NdArray weightGradient(
      int[] ids, int[] bags, NdArray table, NdArray dy, Allocator allocator) {
    NdArray grad = allocator.zeros(ids.length);
    int width = table.shape()[1];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != paddingIndex) {
        int row = table.offset() + ids[i] * width;
        int bag = dy.offset() + bags[i] * width;
        grad.floats()[grad.offset() + i] =
            Kernels.get().reduction().dot(table.floats(), row, dy.floats(), bag, width);
      }
    }
    return grad;
  }
}
