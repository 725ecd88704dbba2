package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins elements of a source with those of the input, at places along a dimension that are given by
 * an int64 index: by product, or by the largest or smallest. With {@code self} the element of the
 * input takes part; without, only places that the index does not name keep it. Shapes and types as
 * for {@link ScatterAddOp}. Equal extremes share the gradient; as in PyTorch, an element of the
 * input that is equal to them takes its share even if it does not take part. Equivalent to {@code
 * torch.scatter_reduce}; sums and means are built from {@link ScatterAddOp}.
 *
 * <p>The second gradient of a product is exact only where no factor is 0.
 *
 * <p>Immutable.
 */
public record ScatterReduceOp(int dim, ScatterKind kind, boolean self) implements Op {
  /** Checks the kind. */
  public ScatterReduceOp {
    if (kind == ScatterKind.SUM || kind == ScatterKind.MEAN) {
      throw new IllegalArgumentException(
          "scatter_reduce: %s is built from ScatterAddOp: use Tensor.scatterReduce"
              .formatted(kind));
    }
  }

  @Override
  public String name() {
    return "scatter_reduce";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    GatherScatter.check(this, dim, inputs, DType.F32, DType.I64);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[1].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray index = inputs[1];
    NdArray y = inputs[0].copy(allocator);
    int at = Checks.dim(this, dim, TensorType.of(y));
    boolean[] fresh = new boolean[y.offset() + y.count()];
    Arrays.fill(fresh, !self);
    NdArray source = GatherScatter.corner(inputs[2], index);
    GatherScatter.each(
        this,
        at,
        y,
        index,
        source,
        (to, from) -> {
          boolean first = fresh[to];
          fresh[to] = false;
          if (y.dtype() == DType.I64) {
            long[] out = y.storage().longs();
            long one = source.storage().longs()[from];
            out[to] = first ? one : kind.join(out[to], one);
          } else {
            float one = source.floats()[from];
            y.floats()[to] = first ? one : kind.join(y.floats()[to], one);
          }
        });
    return OpResult.of(y).saving(inputs[0], index, inputs[2], y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0).contiguous(allocator);
    NdArray index = saved.array(1);
    NdArray y = saved.array(3);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray source = GatherScatter.corner(saved.array(2), index);
    NdArray dsource = allocator.zeros(saved.sizes(2));
    NdArray corner = GatherScatter.corner(dsource, index);
    Shares shares = new Shares(x, y);
    GatherScatter.each(this, at, y, index, source, (to, from) -> shares.count(source, to, from));
    int[] targets = new int[index.count()];
    int[] next = {0};
    GatherScatter.each(this, at, y, index, source, (to, _) -> targets[next[0]++] = to);
    next[0] = 0;
    StridedIterator rows = StridedIterator.of(corner, source);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int to = targets[next[0]++] - y.offset();
            float value = source.floats()[o[1] + i * rows.step(1)];
            corner.floats()[o[0] + i * rows.step(0)] =
                (float) (dy.floats()[dy.offset() + to] * shares.of(value, to));
          }
        });
    NdArray dx = allocator.floats(x.shape());
    for (int i = 0; i < x.count(); i++) {
      double share =
          shares.touched[i] == 0 ? 1 : self ? shares.of(x.floats()[x.offset() + i], i) : 0;
      dx.floats()[dx.offset() + i] = (float) (dy.floats()[dy.offset() + i] * share);
    }
    return GradShapes.of(dx, null, dsource);
  }

  /** For each place, what its elements have in common. Not thread-safe. */
  private final class Shares {
    private final NdArray y;
    private final int[] touched;
    private final int[] alike;
    private final double[] product;

    Shares(NdArray x, NdArray y) {
      this.y = y;
      touched = new int[y.count()];
      alike = new int[y.count()];
      product = new double[y.count()];
      Arrays.fill(product, 1);
      for (int i = 0; (self || kind != ScatterKind.PROD) && i < x.count(); i++) {
        add(x.floats()[x.offset() + i], i);
      }
    }

    void count(NdArray source, int to, int from) {
      touched[to - y.offset()]++;
      add(source.floats()[from], to - y.offset());
    }

    private void add(float value, int place) {
      if (kind == ScatterKind.PROD) {
        alike[place] += value == 0 ? 1 : 0;
        product[place] *= value == 0 ? 1 : value;
      } else {
        alike[place] += same(value, place) ? 1 : 0;
      }
    }

    /** Whether the place took this element; NaN took NaN. */
    private boolean same(float value, int place) {
      float taken = y.floats()[y.offset() + place];
      return value == taken || (Float.isNaN(value) && Float.isNaN(taken));
    }

    /** The derivative of a place by one of its elements. */
    double of(float value, int place) {
      if (kind != ScatterKind.PROD) {
        return same(value, place) ? 1.0 / alike[place] : 0;
      }
      if (alike[place] == 0) {
        return product[place] / value;
      }
      return alike[place] == 1 && value == 0 ? product[place] : 0;
    }
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V x = context.input(0, 0);
    V index = context.input(1, 1);
    V source = context.input(2, 2);
    V y = context.output(0, 3);
    V dy = context.gradOutput();
    int[] sizes = by.sizes(index);
    V part = GatherScatter.front(context, source, sizes);
    V mine = by.run(new GatherOp(dim), y, index);
    List<@Nullable V> gradients = new ArrayList<>();
    V dx;
    V dpart;
    if (kind == ScatterKind.PROD) {
      V all = by.mul(dy, y);
      dx = by.div(all, x);
      dpart = by.div(by.run(new GatherOp(dim), all, index), part);
    } else {
      V same = same(by, x, y);
      V alike = same(by, part, mine);
      V count = by.run(new ScatterAddOp(dim), List.of(same, index, alike));
      V share = by.div(dy, by.run(new ScalarOp(BinaryKind.MAX, 1, false), count));
      dx = by.mul(share, same);
      dpart = by.mul(by.run(new GatherOp(dim), share, index), alike);
    }
    V untouched = by.run(new ScatterFillOp(dim, 0), by.filled(y, 1), index);
    V bare = by.when(Comparison.GT, untouched, by.filled(untouched, 0));
    V rest = self ? dx : by.filled(dx, 0);
    gradients.add(context.needed(0) ? by.run(new WhereOp(), List.of(bare, dy, rest)) : null);
    gradients.add(null);
    gradients.add(
        context.needed(2) ? GatherScatter.padded(context, dpart, context.inputType(2)) : null);
    return gradients;
  }

  /** 1 where two values are equal or both NaN, else 0. */
  private static <V> V same(Steps<V> by, V a, V b) {
    V equal = by.ones(by.when(Comparison.EQ, a, b));
    V nan = by.ones(by.when(Comparison.NE, a, a));
    V other = by.ones(by.when(Comparison.NE, b, b));
    return by.run(new BinaryOp(BinaryKind.MAX), List.of(equal, by.mul(nan, other)));
  }
}
