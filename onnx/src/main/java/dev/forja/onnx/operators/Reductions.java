package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Sums, means and extremes over dimensions. */
final class Reductions {
  private Reductions() {}

  /** A function of some dimensions; it keeps them with size 1 if {@code keep}. */
  private interface Reduction {
    Tensor apply(Tensor x, int[] dims, boolean keep);
  }

  static void addTo(OperatorTable table) {
    add(table, "ReduceSum", Reductions::sum);
    add(table, "ReduceMean", Reductions::mean);
    add(table, "ReduceProd", Reductions::product);
    add(table, "ReduceMax", (x, dims, keep) -> extreme(x, dims, keep, true));
    add(table, "ReduceMin", (x, dims, keep) -> extreme(x, dims, keep, false));
    add(table, "ReduceSumSquare", (x, dims, keep) -> sum(x.mul(x), dims, keep));
    add(table, "ReduceL1", (x, dims, keep) -> sum(x.abs(), dims, keep));
    add(table, "ReduceL2", (x, dims, keep) -> root(sum(x.mul(x), dims, keep)));
    add(
        table,
        "ReduceLogSum",
        (x, dims, keep) -> sum(x.to(DType.F32), dims, keep).log().to(x.dtype()));
    add(table, "ReduceLogSumExp", Reductions::logSumExp);
    table.add("GlobalAveragePool", "", call -> global(call, Reductions::mean));
    table.add(
        "GlobalMaxPool", "", call -> global(call, (x, dims, keep) -> extreme(x, dims, keep, true)));
    table.add("GlobalLpPool", "p", Reductions::globalLpPool);
    table.add("CumSum", "exclusive reverse", call -> cumulated(call, true));
    table.add("CumProd", "exclusive reverse", call -> cumulated(call, false));
  }

  private static void add(OperatorTable table, String name, Reduction reduction) {
    table.add(
        name,
        "axes keepdims noop_with_empty_axes",
        call -> {
          Tensor x = call.x(0);
          long[] axes = Arrangements.axes(call, 1, "axes");
          if (axes.length == 0 && call.node().flag("noop_with_empty_axes", false)) {
            call.give(Types.keepNumber(x, each -> reduction.apply(each, new int[0], true)));
            return;
          }
          int[] dims =
              axes.length == 0 ? Sizes.range(0, x.rank()) : Sizes.dims("axes", axes, x.rank());
          boolean keep = call.node().flag("keepdims", true);
          if (x.dtype() == DType.BOOL) {
            call.give(reduction.apply(x.to(DType.I64), dims, keep).gt(0));
            return;
          }
          call.give(Types.keepNumber(x, each -> reduction.apply(each, dims, keep)));
        });
  }

  /** Sums; over no dimensions, the elements themselves. */
  private static Tensor sum(Tensor x, int[] dims, boolean keep) {
    return dims.length == 0 ? x : x.sum(dims, keep);
  }

  private static Tensor product(Tensor x, int[] dims, boolean keep) {
    return dims.length == 0 ? x : x.prod(dims, keep);
  }

  private static Tensor mean(Tensor x, int[] dims, boolean keep) {
    if (dims.length == 0) {
      return x;
    }
    return x.dtype() == DType.F32
        ? x.mean(dims, keep)
        : x.to(DType.F32).mean(dims, keep).to(x.dtype());
  }

  private static Tensor root(Tensor squares) {
    return squares.dtype() == DType.F32
        ? squares.sqrt()
        : squares.to(DType.F32).sqrt().to(squares.dtype());
  }

  /** Over no elements, the neutral number of the type. */
  private static Tensor extreme(Tensor x, int[] dims, boolean keep, boolean max) {
    if (dims.length == 0) {
      return x;
    }
    if (Arrays.stream(dims).anyMatch(d -> x.size(d) == 0)) {
      int[] shape = x.shape().clone();
      for (int d : dims) {
        shape[d] = 1;
      }
      Tensor filled =
          x.dtype() == DType.F32
              ? Tensor.full(shape, max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
              : Tensor.scalarLong(max ? Long.MIN_VALUE : Long.MAX_VALUE).expand(shape);
      return keep ? filled : filled.squeeze(dims);
    }
    return max ? x.amax(dims, keep) : x.amin(dims, keep);
  }

  private static Tensor logSumExp(Tensor x, int[] dims, boolean keep) {
    Tensor floats = x.to(DType.F32);
    if (dims.length == 0) {
      return floats.to(x.dtype());
    }
    if (Arrays.stream(dims).anyMatch(d -> x.size(d) == 0)) {
      return sum(floats.exp(), dims, keep).log().to(x.dtype());
    }
    return floats.logsumexp(dims, keep).to(x.dtype());
  }

  private static void global(Call call, Reduction reduction) {
    Tensor x = call.floats(0);
    call.give(reduction.apply(x, Sizes.range(2, x.rank()), true));
  }

  private static void globalLpPool(Call call) {
    double p = call.node().integer("p", 2);
    Tensor x = call.floats(0);
    call.give(x.abs().pow(p).sum(Sizes.range(2, x.rank()), true).pow(1 / p));
  }

  private static void cumulated(Call call, boolean sums) {
    Tensor x = call.x(0);
    int axis = Sizes.dim("the axis", call.number(1), x.rank());
    boolean reverse = call.node().flag("reverse", false);
    boolean exclusive = call.node().flag("exclusive", false);
    call.give(
        Types.keep(
            x,
            each -> {
              Tensor from = reverse ? each.flip(axis) : each;
              if (exclusive && from.size(axis) > 0) {
                int[] first = Sizes.with(from.shape(), axis, 1);
                Tensor neutral = Tensor.full(first, sums ? 0 : 1).to(each.dtype());
                Tensor rest = from.slice(axis, 0, from.size(axis) - 1);
                from = Tensor.cat(axis, neutral, rest);
              }
              Tensor result = sums ? from.cumsum(axis) : from.cumprod(axis);
              return reverse ? result.flip(axis) : result;
            }));
  }
}
