package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Attention;
import dev.forja.kernel.Heads;
import dev.forja.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = softmax(scale * q k^T + mask) v}: q is [.., l, e], k [.., s, e], v [.., s, d], y [..,
 * l, d]; the leading dimensions are equal. The optional mask, which broadcasts to [.., l, s], is
 * bool (true: visible) or float32 (added to the scores). With {@code causal}, row i sees columns 0
 * to i, or, with {@code lowerRight}, columns 0 to {@code i + s - l}, so that the last row sees all.
 * A row without visible columns gives zeros. Equivalent to {@code F.scaled_dot_product_attention}.
 *
 * <p>The inputs may be views in which the heads are parts of the rows; then the output is such a
 * view too. The attention weights are not saved; backward computes them again.
 *
 * <p>Immutable.
 *
 * @param scale the factor; null for {@code 1 / sqrt(e)}
 * @param causal whether each row sees only columns up to its own; cannot be combined with a mask
 * @param lowerRight whether the rows are the last ones of the columns, as for a chunk of a text
 *     whose earlier keys are cached; without it they are the first ones. It needs {@code causal}
 */
public record AttentionOp(@Nullable Double scale, boolean causal, boolean lowerRight)
    implements Op {
  /** Checks the options. */
  public AttentionOp {
    if (lowerRight && !causal) {
      throw new IllegalArgumentException(
          "scaled_dot_product_attention: lowerRight aligns the causal mask, so it needs causal");
    }
  }

  /** Attention whose causal mask, if there is one, is aligned at the top left. */
  public AttentionOp(@Nullable Double scale, boolean causal) {
    this(scale, causal, false);
  }

  @Override
  public String name() {
    return "scaled_dot_product_attention";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 3, 4);
    Checks.floats(this, inputs, 0, 3);
    int rank = inputs[0].rank();
    boolean fits = rank >= 2 && inputs[1].rank() == rank && inputs[2].rank() == rank;
    for (int d = 0; fits && d < rank - 2; d++) {
      int size = inputs[0].sizes()[d];
      fits = inputs[1].sizes()[d] == size && inputs[2].sizes()[d] == size;
    }
    fits = fits && inputs[0].size(-1) == inputs[1].size(-1);
    if (!fits || inputs[1].size(-2) != inputs[2].size(-2)) {
      throw new IllegalArgumentException(
          "%s: query %s, key %s, value %s: expected [.., l, e], [.., s, e] and [.., s, d]"
              .formatted(name(), inputs[0].show(), inputs[1].show(), inputs[2].show()));
    }
    if (inputs.length == 4) {
      checkMask(inputs);
    }
    int[] shape = inputs[0].sizes().clone();
    shape[rank - 1] = inputs[2].size(-1);
    return TensorType.owningFloats(shape).alone();
  }

  private void checkMask(TensorType[] inputs) {
    TensorType mask = inputs[3];
    Checks.dtype(this, "the mask", mask, DType.BOOL, DType.F32);
    int[] scores = scores(inputs[0], inputs[1]);
    if (causal) {
      throw new IllegalArgumentException(
          name() + ": both a mask and causal are given: give only one of them");
    }
    if (!Shapes.broadcasts(mask.shape(), scores)
        || !Arrays.equals(Shapes.broadcast(name(), mask.shape(), scores), scores)) {
      throw new IllegalArgumentException(
          "%s: the mask %s does not broadcast to the scores %s"
              .formatted(name(), mask.show(), Shapes.show(scores)));
    }
  }

  private static int[] scores(TensorType query, TensorType key) {
    int[] shape = query.sizes().clone();
    shape[shape.length - 1] = key.size(-2);
    return shape;
  }

  /** The number of columns before that of the first row. */
  private int before(int rows, int columns) {
    return lowerRight ? columns - rows : 0;
  }

  private float factor(int width) {
    return (float) (scale == null ? 1 / Math.sqrt(width) : scale);
  }

  /**
   * Counts the scores and their scaling, the softmax, the mask, and the weighted sum of the values.
   */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    int keys = inputs[0].size(-1);
    long scores = (long) inputs[0].count() / Math.max(1, keys) * inputs[1].size(-2);
    return scores * (2L * keys + 1 + 5 + (inputs.length - 3) + 2L * inputs[2].size(-1));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray q = rowsOf(inputs[0], allocator);
    NdArray k = rowsOf(inputs[1], allocator);
    NdArray v = rowsOf(inputs[2], allocator);
    int[] shape = q.shape().clone();
    shape[shape.length - 1] = v.size(-1);
    NdArray y = like(q, shape, allocator);
    NdArray mask = inputs.length == 4 ? additive(inputs[3], allocator) : null;
    int[] scores = scores(TensorType.of(q), TensorType.of(k));
    Kernels.get()
        .attention()
        .attend(
            new Attention(
                q.size(-2),
                k.size(-2),
                q.size(-1),
                v.size(-1),
                factor(q.size(-1)),
                causal,
                before(q.size(-2), k.size(-2))),
            heads(q),
            heads(k),
            heads(v),
            mask == null ? null : heads(rowsOf(mask.expand(scores), allocator)),
            heads(y));
    OpResult computed = OpResult.of(y);
    return mask == null ? computed.saving(q, k, v) : computed.saving(q, k, v, mask);
  }

  /** The array, or a dense copy if its last dimension is not contiguous. */
  private static NdArray rowsOf(NdArray x, Allocator allocator) {
    return x.size(-1) <= 1 || x.strides()[x.rank() - 1] == 1 ? x : x.copy(allocator);
  }

  /**
   * A new array whose dimensions have the same order in memory as those of {@code q}. If the heads
   * are parts of the rows, so are the outputs, and joining them again costs nothing.
   */
  private static NdArray like(NdArray q, int[] shape, Allocator allocator) {
    int last = shape.length - 1;
    int[] sizes = new int[shape.length];
    int[] places = new int[shape.length];
    for (int d = 0; d < last; d++) {
      for (int other = 0; other < last; other++) {
        boolean outside =
            q.strides()[other] > q.strides()[d]
                || (q.strides()[other] == q.strides()[d] && other < d);
        places[d] += outside ? 1 : 0;
      }
      sizes[places[d]] = shape[d];
    }
    sizes[last] = shape[last];
    places[last] = last;
    return allocator.floats(sizes).permute(places);
  }

  private static Heads heads(NdArray x) {
    int rank = x.rank();
    NdArray first =
        NdArray.view(
            x.storage(),
            Arrays.copyOf(x.shape(), rank - 2),
            Arrays.copyOf(x.strides(), rank - 2),
            x.offset());
    return new Heads(x.floats(), StridedIterator.offsets(first), x.strides()[rank - 2]);
  }

  /** The mask as numbers to add to the scores. */
  private static NdArray additive(NdArray mask, Allocator allocator) {
    if (mask.dtype() != DType.BOOL) {
      return mask;
    }
    NdArray hidden = Masks.number(Float.NEGATIVE_INFINITY);
    return Masks.choose(mask, Masks.number(0), hidden, mask.shape(), allocator);
  }

  /** Computes the attention weights, [.., l, s], which forward does not save. */
  private NdArray weights(SavedForBackward saved, Allocator allocator) {
    NdArray q = saved.array(0);
    NdArray scaled = Elementwise.scale(q, factor(q.size(-1)), allocator);
    int[] scores = scores(saved.input(0), saved.input(1));
    NdArray p = product(scaled, turned(saved.array(1)), scores, allocator);
    if (causal) {
      hideLater(p);
    } else if (saved.count() == 4) {
      Broadcast.binary(BinaryKind.ADD, p, saved.array(3), p, allocator);
    }
    softmax(p, causal || saved.count() == 4);
    return p;
  }

  private void hideLater(NdArray p) {
    int columns = p.size(-1);
    int rows = p.size(-2);
    for (int r = 0; columns > 0 && r < p.count() / columns; r++) {
      int from = p.offset() + r * columns;
      int seen = Math.clamp(r % rows + 1L + before(rows, columns), 0, columns);
      Arrays.fill(p.floats(), from + seen, from + columns, Float.NEGATIVE_INFINITY);
    }
  }

  /** In-place softmax; a row without visible columns becomes zeros. */
  private static void softmax(NdArray p, boolean masked) {
    int columns = p.size(-1);
    int rows = LastDim.rows(p);
    boolean[] blind = new boolean[rows];
    for (int r = 0; masked && r < rows; r++) {
      float most = Kernels.get().reduction().max(p.floats(), p.offset() + r * columns, columns);
      blind[r] = most == Float.NEGATIVE_INFINITY;
    }
    Kernels.get().softmax().softmax(p.floats(), p.offset(), p.floats(), p.offset(), rows, columns);
    for (int r = 0; r < rows; r++) {
      if (blind[r]) {
        int from = p.offset() + r * columns;
        Arrays.fill(p.floats(), from, from + columns, 0f);
      }
    }
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    SavedForBackward saved = context.saved();
    List<V> given = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      given.add(context.input(i, i));
    }
    if (saved.count() == 4) {
      NdArray mask = saved.array(3);
      given.add(
          saved.input(3).dtype() == DType.F32 ? context.input(3, mask) : context.constant(mask));
    }
    return context.through(given, values -> List.of(attended(context, values).value()));
  }

  /** The equations as ops. */
  private <V> Term<V> attended(GradContext<V> context, List<V> values) {
    Term<V> q = new Term<>(context, values.get(0));
    Term<V> k = new Term<>(context, values.get(1));
    Term<V> scores = q.times(factor(context.inputType(0).size(-1))).matmul(k.turned());
    int columns = context.inputType(1).size(-2);
    if (values.size() == 4) {
      scores = scores.plus(new Term<>(context, values.get(3)));
    } else if (causal) {
      NdArray hidden = Allocator.HEAP.zeros(context.inputType(0).size(-2), columns);
      hideLater(hidden);
      scores = scores.plus(Term.constant(context, hidden));
    }
    boolean masked = columns > 0 && (causal || values.size() == 4);
    Term<V> weights;
    if (masked) {
      Term<V> most = scores.then(new AmaxAminOp(true, true, -1));
      Term<V> blind = most.is(Comparison.EQ, Float.NEGATIVE_INFINITY);
      weights = scores.zeroWhere(blind).then(new SoftmaxOp(-1)).zeroWhere(blind);
    } else {
      weights = scores.then(new SoftmaxOp(-1));
    }
    return weights.matmul(new Term<>(context, values.get(2)));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray q = saved.array(0);
    NdArray k = saved.array(1);
    NdArray p = weights(saved, allocator);
    NdArray dy = GradShapes.only(gradOutputs);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    boolean maskNeeded = needed.length == 4 && needed[3];
    if (needed[2]) {
      grads[2] = product(turned(p), dy, saved.sizes(2), allocator);
    }
    if (needed[0] || needed[1] || maskNeeded) {
      NdArray ds = scoreGradient(saved.array(2), p, dy, allocator);
      if (maskNeeded) {
        grads[3] = Broadcast.reduce(ds, saved.sizes(3), allocator);
      }
      NdArray scaled = Elementwise.scale(ds, factor(q.size(-1)), allocator);
      grads[0] = needed[0] ? product(scaled, k, saved.sizes(0), allocator) : null;
      grads[1] = needed[1] ? product(turned(scaled), q, saved.sizes(1), allocator) : null;
    }
    return grads;
  }

  private static NdArray scoreGradient(NdArray v, NdArray p, NdArray dy, Allocator allocator) {
    NdArray dp = product(dy, turned(v), p.shape(), allocator);
    Kernels.get()
        .softmax()
        .softmaxGrad(
            p.floats(),
            p.offset(),
            dp.floats(),
            dp.offset(),
            dp.floats(),
            dp.offset(),
            LastDim.rows(p),
            p.size(-1));
    return dp;
  }

  private static NdArray turned(NdArray x) {
    return x.transpose(x.rank() - 2, x.rank() - 1);
  }

  private static NdArray product(NdArray a, NdArray b, int[] shape, Allocator allocator) {
    NdArray y = allocator.floats(shape);
    Gemm.multiply(a, b, y, 0, allocator);
    return y;
  }
}
