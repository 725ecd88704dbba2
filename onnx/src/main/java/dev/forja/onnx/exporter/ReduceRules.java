package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.forja.array.DType;
import dev.forja.op.AmaxAminOp;
import dev.forja.op.CumsumOp;
import dev.forja.op.LogSoftmaxOp;
import dev.forja.op.LogSumExpOp;
import dev.forja.op.MaxMinOp;
import dev.forja.op.MeanOp;
import dev.forja.op.NormOp;
import dev.forja.op.ProdOp;
import dev.forja.op.SoftmaxOp;
import dev.forja.op.SortOp;
import dev.forja.op.SumOp;
import dev.forja.op.VarianceOp;
import dev.forja.trace.Formula;
import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Real;
import dev.forja.trace.Formula.Whole;
import java.util.List;

/** Rules for ops that reduce dimensions. */
final class ReduceRules {
  private ReduceRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(SumOp.class, (op, at) -> at.out(sum(at.in(0), op.keepDim(), at.dims(op.dims()), at)))
        .put(
            MeanOp.class,
            (op, at) ->
                at.out(reduce("ReduceMean", at.in(0), op.keepDim(), at.dims(op.dims()), at)))
        .put(
            ProdOp.class,
            (op, at) ->
                at.out(reduce("ReduceProd", at.in(0), op.keepDim(), at.dims(op.dims()), at)))
        .put(
            AmaxAminOp.class,
            (op, at) ->
                at.out(
                    reduce(
                        op.largest() ? "ReduceMax" : "ReduceMin",
                        at.in(0),
                        op.keepDim(),
                        at.dims(op.dims()),
                        at)))
        .put(
            LogSumExpOp.class,
            (op, at) ->
                at.out(reduce("ReduceLogSumExp", at.in(0), op.keepDim(), at.dims(op.dims()), at)))
        .put(VarianceOp.class, ReduceRules::variance)
        .put(NormOp.class, ReduceRules::norm)
        .put(MaxMinOp.class, ReduceRules::extremum)
        .put(SortOp.class, ReduceRules::sort)
        .put(
            CumsumOp.class,
            (op, at) -> at.out(at.add("CumSum", at.in(0), at.scalarLong(at.dim(op.dim())))))
        .put(SoftmaxOp.class, (op, at) -> at.result("Softmax", at.allIn(), axis(op.dim(), at)))
        .put(
            LogSoftmaxOp.class,
            (op, at) -> at.result("LogSoftmax", at.allIn(), axis(op.dim(), at)));
  }

  static AttributeProto axis(int dim, OpContext at) {
    return Attributes.of("axis", (long) at.dim(dim));
  }

  private static AttributeProto keep(boolean keepDim) {
    return Attributes.of("keepdims", keepDim ? 1L : 0L);
  }

  static String sum(String x, boolean keepDim, int[] dims, OpContext at) {
    return dims.length == 0
        ? at.add("Identity", x)
        : at.add("ReduceSum", List.of(x, at.longs(dims)), keep(keepDim));
  }

  /**
   * In opset 17, the sum takes its dimensions as an input; the other reductions take them as an
   * attribute.
   */
  static String reduce(String type, String x, boolean keepDim, int[] dims, OpContext at) {
    if (dims.length == 0) {
      return at.add("Identity", x);
    }
    return at.add(type, List.of(x), Attributes.ints("axes", dims), keep(keepDim));
  }

  private static void variance(VarianceOp op, OpContext at) {
    int[] dims = at.dims(op.dims());
    Formula count = new Whole(1);
    for (int d : dims) {
      count = new Apply(Function.MUL, count, at.sizeOf(0, d));
    }
    Formula divisor =
        new Apply(
            Function.MAX, new Real(0), new Apply(Function.SUB, count, at.formula("correction")));
    String mean = reduce("ReduceMean", at.in(0), true, dims, at);
    String distance = at.add("Sub", at.in(0), mean);
    String sum = sum(at.add("Mul", distance, distance), op.keepDim(), dims, at);
    String variance = at.add("Div", sum, at.number(divisor, DType.F32));
    at.out(op.root() ? at.add("Sqrt", variance) : variance);
  }

  private static void norm(NormOp op, OpContext at) {
    int[] dims = at.dims(op.dims());
    boolean keep = op.keepDim();
    String x = at.in(0);
    if (op.p() == 1) {
      at.out(reduce("ReduceL1", x, keep, dims, at));
    } else if (op.p() == 2) {
      at.out(reduce("ReduceL2", x, keep, dims, at));
    } else if (Double.isInfinite(op.p())) {
      at.out(reduce(op.p() > 0 ? "ReduceMax" : "ReduceMin", at.add("Abs", x), keep, dims, at));
    } else if (op.p() == 0) {
      String zero = at.add("Equal", x, at.number(0));
      String ones = at.add("Where", List.of(zero, at.number(0), at.number(1)));
      at.out(sum(ones, keep, dims, at));
    } else {
      String powers = at.add("Pow", at.add("Abs", x), at.number(op.p()));
      at.out(at.add("Pow", sum(powers, keep, dims, at), at.number(1 / op.p())));
    }
  }

  private static void extremum(MaxMinOp op, OpContext at) {
    if (at.rank(0) == 0) {
      throw at.refuse("ONNX has no places in a tensor without dimensions");
    }
    int dim = at.dim(op.dim());
    String type = op.largest() ? "Max" : "Min";
    at.out(0, reduce("Reduce" + type, at.in(0), op.keepDim(), new int[] {dim}, at));
    AttributeProto axis = Attributes.of("axis", (long) dim);
    at.out(1, at.add("Arg" + type, List.of(at.in(0)), axis, keep(op.keepDim())));
  }

  private static void sort(SortOp op, OpContext at) {
    if (at.rank(0) == 0 || at.dtype(0) != DType.F32) {
      throw at.refuse("ONNX sorts vectors of float32 and larger tensors only");
    }
    int dim = at.dim(op.dim());
    at.uses("count");
    String count = at.vector(at.outSize(dim));
    List<String> sorted =
        at.addAll(
            "TopK",
            2,
            List.of(at.in(0), count),
            Attributes.of("axis", (long) dim),
            Attributes.of("largest", op.descending() ? 1L : 0L),
            Attributes.of("sorted", 1L));
    at.out(0, sorted.get(0));
    at.out(1, sorted.get(1));
  }
}
