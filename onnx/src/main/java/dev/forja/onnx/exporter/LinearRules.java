package dev.forja.onnx.exporter;

import dev.forja.array.DType;
import dev.forja.op.AttentionOp;
import dev.forja.op.LinearOp;
import dev.forja.op.MatmulOp;
import dev.forja.trace.Formula;
import java.util.List;
import java.util.stream.IntStream;

/** Rules for matrix products, and for ops that consist of them. */
final class LinearRules {
  private LinearRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(LinearOp.class, (op, at) -> linear(at))
        .put(MatmulOp.class, (op, at) -> at.result("MatMul", at.allIn()))
        .put(AttentionOp.class, LinearRules::attention);
  }

  /**
   * The weight keeps its name and its shape; engines transpose it once, when they load the model.
   */
  private static void linear(OpContext at) {
    String weight = at.add("Transpose", List.of(at.in(1)), Attributes.ints("perm", 1, 0));
    String product = at.add("MatMul", at.in(0), weight);
    at.out(at.inputs() == 3 ? at.add("Add", product, at.in(2)) : product);
  }

  private static void attention(AttentionOp op, OpContext at) {
    Formula scale =
        op.scale() == null
            ? new Formula.Apply(
                Formula.Function.DIV,
                new Formula.Whole(1),
                new Formula.Root(at.sizeOf(0, at.rank(0) - 1)))
            : at.formula("scale");
    String query = at.add("Mul", at.in(0), at.number(scale, DType.F32));
    String scores = at.add("MatMul", query, turned(at.in(1), at.rank(1), at));
    boolean masked = op.causal() || at.inputs() == 4;
    if (op.causal()) {
      scores = at.add("Where", List.of(earlier(op, scores, at), scores, hidden(at)));
    } else if (masked && at.dtype(3) == DType.BOOL) {
      scores = at.add("Where", List.of(at.in(3), scores, hidden(at)));
    } else if (masked) {
      scores = at.add("Add", scores, at.in(3));
    }
    String weights = at.add("Softmax", List.of(scores), Attributes.of("axis", -1L));
    if (masked) { // a query that may attend to no key gives zeros
      String blind = at.add("IsNaN", weights);
      weights = at.add("Where", List.of(blind, at.number(0), weights));
    }
    at.out(at.add("MatMul", weights, at.in(2)));
  }

  private static String hidden(OpContext at) {
    return at.number(Double.NEGATIVE_INFINITY);
  }

  private static String turned(String x, int rank, OpContext at) {
    int[] dims = IntStream.range(0, rank).toArray();
    dims[rank - 1] = rank - 2;
    dims[rank - 2] = rank - 1;
    return at.add("Transpose", List.of(x), Attributes.ints("perm", dims));
  }

  /** The mask of the keys that each query may attend to: those up to its own position. */
  private static String earlier(AttentionOp op, String scores, OpContext at) {
    String shape = at.add("Shape", List.of(scores), Attributes.of("start", -2L));
    String ones =
        at.add("ConstantOfShape", List.of(shape), Attributes.of("value", Tensors.longs("", 1)));
    List<String> inputs = List.of(ones);
    if (op.lowerRight()) {
      Formula queries = at.sizeOf(0, at.rank(0) - 2);
      Formula keys = at.sizeOf(1, at.rank(1) - 2);
      Formula before = new Formula.Apply(Formula.Function.SUB, keys, queries);
      inputs = List.of(ones, at.number(before, DType.I64));
    }
    String lower = at.add("Trilu", inputs, Attributes.of("upper", 0L));
    return at.add("Cast", List.of(lower), Attributes.of("to", (long) Tensors.type(DType.BOOL)));
  }
}
