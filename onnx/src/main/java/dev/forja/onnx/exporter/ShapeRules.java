package dev.forja.onnx.exporter;

import dev.forja.array.DType;
import dev.forja.op.CatOp;
import dev.forja.op.DiagonalOp;
import dev.forja.op.ExpandOp;
import dev.forja.op.FlipOp;
import dev.forja.op.PadOp;
import dev.forja.op.PermuteOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.RollOp;
import dev.forja.op.SliceOp;
import dev.forja.op.SqueezeOp;
import dev.forja.op.StackOp;
import dev.forja.op.TriangleOp;
import dev.forja.op.UnbindOp;
import dev.forja.op.UnsqueezeOp;
import dev.forja.trace.Formula;
import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rules for ops that move elements without computing anything. */
final class ShapeRules {
  private ShapeRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(ReshapeOp.class, (op, at) -> shaped("Reshape", at))
        .put(ExpandOp.class, (op, at) -> shaped("Expand", at))
        .put(
            PermuteOp.class,
            (op, at) ->
                at.result(
                    "Transpose",
                    at.allIn(),
                    Attributes.ints("perm", op.dims().stream().map(at::dim).toArray())))
        .put(SqueezeOp.class, ShapeRules::squeeze)
        .put(UnsqueezeOp.class, (op, at) -> at.out(unsqueeze(at.in(0), op.dim(), at.rank(0), at)))
        .put(
            CatOp.class,
            (op, at) -> at.result("Concat", at.allIn(), Attributes.of("axis", (long) op.dim())))
        .put(StackOp.class, ShapeRules::stack)
        .put(UnbindOp.class, ShapeRules::unbind)
        .put(SliceOp.class, ShapeRules::slice)
        .put(FlipOp.class, ShapeRules::flip)
        .put(RollOp.class, ShapeRules::roll)
        .put(PadOp.class, ShapeRules::pad)
        .put(
            TriangleOp.class,
            (op, at) ->
                at.result(
                    "Trilu",
                    List.of(at.in(0), at.number("diagonal", DType.I64)),
                    Attributes.of("upper", op.upper() ? 1L : 0L)))
        .put(DiagonalOp.class, ShapeRules::diagonal);
  }

  private static void shaped(String type, OpContext at) {
    at.uses("shape");
    at.result(type, List.of(at.in(0), at.outShape()));
  }

  private static void squeeze(SqueezeOp op, OpContext at) {
    int[] ones =
        Arrays.stream(at.dims(op.dims()))
            .filter(d -> !at.varies(0, d) && at.size(0, d) == 1)
            .toArray();
    if (ones.length == 0) {
      at.out(at.add("Identity", at.in(0)));
    } else {
      at.out(at.add("Squeeze", at.in(0), at.longs(ones)));
    }
  }

  private static String unsqueeze(String x, int dim, int rank, OpContext at) {
    return at.add("Unsqueeze", x, at.longs(dim < 0 ? dim + rank + 1 : dim));
  }

  private static void stack(StackOp op, OpContext at) {
    List<String> parts =
        at.allIn().stream().map(part -> unsqueeze(part, op.dim(), at.rank(0), at)).toList();
    int dim = op.dim() < 0 ? op.dim() + at.rank(0) + 1 : op.dim();
    at.result("Concat", parts, Attributes.of("axis", (long) dim));
  }

  private static String part(String x, String from, String to, int dim, int step, OpContext at) {
    return at.add("Slice", List.of(x, from, to, at.longs(dim), at.longs(step)));
  }

  private static void unbind(UnbindOp op, OpContext at) {
    if (at.varies(0, op.dim())) {
      throw at.refuse("it gives as many tensors as the dimension is long, which is not fixed");
    }
    for (int i = 0; i < at.node().outputs().size(); i++) {
      at.out(
          i, at.add("Gather", List.of(at.in(0), at.scalarLong(i)), ReduceRules.axis(op.dim(), at)));
    }
  }

  private static void slice(SliceOp op, OpContext at) {
    int dim = at.dim(op.dim());
    String from = at.vector(at.formula("start"));
    String to = at.vector(at.formula("end"));
    String step = at.vector(at.formula("step"));
    at.result("Slice", List.of(at.in(0), from, to, at.longs(dim), step));
  }

  private static void flip(FlipOp op, OpContext at) {
    String x = at.in(0);
    for (int dim : at.dims(op.dims())) {
      x = part(x, at.longs(-1L), at.longs(Long.MIN_VALUE + 1), dim, -1, at);
    }
    at.out(x);
  }

  private static void roll(RollOp op, OpContext at) {
    int dim = at.dim(op.dim());
    // The position of the first element, counted from the front whatever the sign of the shift.
    Formula back = new Apply(Function.SUB, new Whole(0), at.formula("shift"));
    Formula size = new Apply(Function.MAX, at.sizeOf(0, dim), new Whole(1));
    Formula place = new Apply(Function.MOD, back, size);
    String cut = at.vector(place);
    String tail = part(at.in(0), cut, at.longs(Long.MAX_VALUE), dim, 1, at);
    String front = part(at.in(0), at.longs(0L), cut, dim, 1, at);
    at.result("Concat", List.of(tail, front), Attributes.of("axis", (long) dim));
  }

  /**
   * Forja's pairs start at the last dimension; ONNX lists the padding before all dimensions, then
   * that after all.
   */
  private static void pad(PadOp op, OpContext at) {
    int rank = at.rank(0);
    Formula[] pads = new Formula[2 * rank];
    Arrays.fill(pads, new Whole(0));
    for (int i = 0; i < op.padding().size(); i++) {
      int dim = rank - 1 - i / 2;
      pads[i % 2 == 0 ? dim : rank + dim] = at.formula("padding." + i);
    }
    at.result("Pad", List.of(at.in(0), at.vector(pads), at.number("value", at.dtype(0))));
  }

  /** The diagonal becomes the last dimension; both of its dimensions have the same letter. */
  private static void diagonal(DiagonalOp op, OpContext at) {
    int first = at.dim(op.first());
    int second = at.dim(op.second());
    if (!at.sizeOf(0, first).equals(at.sizeOf(0, second))) {
      throw at.refuse("the diagonal of a matrix that is not square has no counterpart in ONNX");
    }
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    for (int d : IntStream.range(0, at.rank(0)).toArray()) {
      char letter = d == second ? (char) ('a' + first) : (char) ('a' + d);
      from.append(letter);
      if (d != first && d != second) {
        to.append(letter);
      }
    }
    String equation = from + "->" + to + (char) ('a' + first);
    at.result("Einsum", at.allIn(), Attributes.of("equation", equation));
  }
}
