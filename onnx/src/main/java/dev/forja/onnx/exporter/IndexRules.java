package dev.forja.onnx.exporter;

import dev.forja.op.EmbeddingOp;
import dev.forja.op.GatherOp;
import dev.forja.op.IndexSelectOp;
import dev.forja.op.OneHotOp;
import dev.forja.op.ScatterAddOp;
import java.util.List;

/** Rules for ops that select elements by their indices. */
final class IndexRules {
  private IndexRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(EmbeddingOp.class, (op, at) -> at.result("Gather", at.allIn()))
        .put(
            IndexSelectOp.class,
            (op, at) -> at.result("Gather", at.allIn(), ReduceRules.axis(op.dim(), at)))
        .put(GatherOp.class, IndexRules::gather)
        .put(
            ScatterAddOp.class,
            (op, at) ->
                at.result(
                    "ScatterElements",
                    at.allIn(),
                    ReduceRules.axis(op.dim(), at),
                    Attributes.of("reduction", "add")))
        .put(
            OneHotOp.class,
            (op, at) ->
                at.result(
                    "OneHot",
                    List.of(at.in(0), at.vector(at.formula("classes")), at.longs(0L, 1L)),
                    Attributes.of("axis", -1L)));
  }

  /** ONNX requires the index to have the sizes of the input in all other dimensions. */
  private static void gather(GatherOp op, OpContext at) {
    int dim = at.dim(op.dim());
    for (int d = 0; d < at.rank(0); d++) {
      if (d != dim && !at.sizeOf(0, d).equals(at.sizeOf(1, d))) {
        throw at.refuse("ONNX gathers by an index of the input's size in the other dimensions");
      }
    }
    at.result("GatherElements", at.allIn(), Attributes.of("axis", (long) dim));
  }
}
