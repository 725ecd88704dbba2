package dev.forja.op;

import static dev.forja.op.OpCase.bools;
import static dev.forja.op.OpCase.constant;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.longs;
import static dev.forja.op.OpCase.positive;
import static dev.forja.op.OpCase.probabilities;

import dev.forja.array.DType;
import dev.forja.op.OpCase.Input;
import java.util.ArrayList;
import java.util.List;

/** Every op of the package, with inputs whose gradients are checked. A new op gets a row here. */
final class OpTable {
  private static final List<OpCase> ROWS = new ArrayList<>();

  private OpTable() {}

  private static void row(Op op, Input... inputs) {
    ROWS.add(new OpCase(op, inputs));
  }

  static List<OpCase> rows() {
    return ROWS;
  }

  static {
    elementwise();
    products();
    reductions();
    shapes();
    joins();
    choices();
    indices();
    classes();
    VisionRows.add(ROWS);
    RecurrentRows.add(ROWS);
    FunctionRows.add(ROWS);
    MathRows.add(ROWS);
    MatrixRows.add(ROWS);
  }

  private static void elementwise() {
    for (UnaryKind f : UnaryKind.values()) {
      boolean positive = f == UnaryKind.LOG || f == UnaryKind.SQRT || f == UnaryKind.RSQRT;
      row(new UnaryOp(f), positive ? positive(3, 4) : floats(3, 4));
    }
    for (BinaryKind f : BinaryKind.values()) {
      row(new BinaryOp(f), floats(2, 3, 4), positive(2, 3, 4));
      row(new BinaryOp(f), floats(2, 3, 4), positive(3, 1));
      row(new BinaryOp(f), floats(3), positive(2, 1, 1));
      row(new BinaryOp(f), floats(), positive(2, 3));
      row(new ScalarOp(f, 0.8f, false), positive(5));
      row(new ScalarOp(f, 0.8f, true), positive(2, 3));
    }
    for (float exponent : new float[] {0, 1, 2, 3, 0.5f, -1, 2.5f}) {
      row(new PowScalarOp(exponent), positive(2, 3));
    }
    row(new PowOp(), positive(2, 3, 4), floats(3, 1));
    row(new PowOp(), positive(3), floats());
    row(new PowOp(), positive(), floats(2, 3));
    for (Rounding rounding : Rounding.values()) {
      row(new RoundedDivOp(rounding), constant(floats(2, 3, 4)), constant(positive(3, 1)));
      row(new RoundedDivOp(rounding), longs(7, -7, 6), longs(2, 2, -3));
    }
    row(new DropoutOp(0.4f, 7, 2), floats(3, 4));
    row(new DropoutOp(1, 7, 2), floats(3));
    row(new ClampOp(-0.5f, 0.7f), floats(4, 3));
    row(new CastOp(DType.I32), floats(2, 3));
  }

  private static void products() {
    row(new MatmulOp(), floats(4), floats(4));
    row(new MatmulOp(), floats(4), floats(4, 3));
    row(new MatmulOp(), floats(2, 4), floats(4));
    row(new MatmulOp(), floats(2, 3), floats(3, 4));
    row(new MatmulOp(), floats(2, 2, 3), floats(3, 4));
    row(new MatmulOp(), floats(2, 3), floats(2, 3, 2));
    row(new MatmulOp(), floats(2, 1, 2, 3), floats(3, 3, 2));
    row(new MatmulOp(), floats(2, 2, 3), floats(3));
    row(new MatmulOp(), floats(3), floats(2, 3, 2));
    row(new MatmulOp(), floats(2, 1), floats(1, 3));
    row(new LinearOp(), floats(2, 3), floats(4, 3), floats(4));
    row(new LinearOp(), floats(2, 2, 3), floats(4, 3));
    row(new LinearOp(), floats(3), floats(2, 3), floats(2));
  }

  private static void reductions() {
    for (boolean keep : new boolean[] {false, true}) {
      row(new SumOp(keep), floats(2, 3));
      row(new SumOp(keep, 0), floats(2, 3, 2));
      row(new SumOp(keep, 1), floats(2, 3, 2));
      row(new SumOp(keep, -1), floats(2, 3, 2));
      row(new SumOp(keep, 0, 2), floats(2, 3, 2));
      row(new MeanOp(keep), floats(2, 3));
      row(new MeanOp(keep, 1), floats(2, 3, 2));
      row(new MeanOp(keep, 0, 2), floats(2, 3, 2));
    }
    row(new SumOp(false), floats());
  }

  private static void shapes() {
    row(new ReshapeOp(3, -1), floats(2, 3, 2));
    row(new ReshapeOp(), floats(1, 1));
    row(new PermuteOp(2, 0, -2), floats(2, 3, 4));
    row(new PermuteOp(), floats());
    row(new ExpandOp(2, 3, -1), floats(3, 1));
    row(new ExpandOp(4, 2, 3), floats(2, 1));
    row(new SliceOp(1, 1, Integer.MAX_VALUE, 2), floats(2, 6));
    row(new SliceOp(-1, -3, -1, 1), floats(2, 4));
    row(new SliceOp(0, 2, 1, 1), floats(3));
    row(new SqueezeOp(), floats(1, 3, 1, 2));
    row(new SqueezeOp(0, -1), floats(1, 3, 1, 2));
    row(new UnbindOp(1), floats(2, 3, 2));
    row(new UnbindOp(-1), floats(3));
    row(new UnsqueezeOp(-1), floats(2, 3));
    row(new UnsqueezeOp(0), floats());
  }

  private static void joins() {
    row(new CatOp(1), floats(2, 1, 2), floats(2, 3, 2), floats(2, 0, 2));
    row(new CatOp(-1), floats(3), floats(2));
    row(new CatOp(0), longs(3, 4), longs(5));
    row(new StackOp(1), floats(2, 3), floats(2, 3));
    row(new StackOp(-1), floats(), floats(), floats());
  }

  private static void choices() {
    Input mask = bools(new int[] {2, 1}, true, false);
    row(new WhereOp(), mask, floats(2, 3), floats(3));
    row(new WhereOp(), bools(new int[] {3}, true, false, true), floats(), floats(2, 1));
    row(new WhereOp(), mask, longs(1, 2, 3), longs(4, 5, 6));
    row(new WhereOp(), mask, mask, bools(new int[] {2}, false, true));
    row(new MaskedFillOp(1), bools(new int[] {2, 2}, false, true, false, false), mask);
    row(new MaskedFillOp(3.5), floats(2, 3), mask);
    row(new MaskedFillOp(3), longs(new int[] {2, 2}, 3, 1, 2, 2), mask);
    for (Comparison comparison : Comparison.values()) {
      row(new CompareOp(comparison), floats(2, 3), floats(3));
      row(new CompareOp(comparison), longs(1, 2, 3), longs(2));
    }
    for (boolean largest : new boolean[] {true, false}) {
      for (int dim = 0; dim < 3; dim++) {
        row(new MaxMinOp(largest, dim, dim == 1), floats(2, 3, 4));
        row(new AmaxAminOp(largest, dim == 1, dim), floats(2, 3, 4));
      }
      row(new MaxMinOp(largest, 0, false), longs(new int[] {2, 2}, 3, 1, 2, 2));
      row(new AmaxAminOp(largest, true, 1), longs(new int[] {2, 2}, 3, 1, 2, 2));
      row(new MaxMinOp(largest, 0, false), floats());
      row(new AmaxAminOp(largest, false), floats(2, 3));
      row(new AmaxAminOp(largest, true, 0, 2), floats(2, 3, 2));
    }
  }

  private static void indices() {
    Input index = longs(new int[] {2, 2}, 2, 0, 0, 0);
    row(new IndexSelectOp(0), floats(3, 4), longs(2, 0, 2, 2));
    row(new IndexSelectOp(1), floats(2, 3, 2), longs(1, 1));
    row(new IndexSelectOp(-1), floats(2, 3), longs(2, 0));
    row(new IndexSelectOp(0), longs(5, 6, 7), longs(2, 0));
    row(new GatherOp(0), floats(3, 2), index);
    row(new GatherOp(1), floats(3, 4), index);
    row(new GatherOp(-1), longs(5, 6, 7), longs(2, 0));
    row(new GatherOp(0), bools(new int[] {3}, true, false, false), longs(2, 0, 0));
    row(new GatherOp(0), floats(), longs(new int[0], 0));
    row(new EmbeddingOp(EmbeddingOp.NO_PADDING), floats(3, 4), index);
    row(new OneHotOp(3), index);
  }

  private static void classes() {
    for (int dim = 0; dim < 3; dim++) {
      row(new SoftmaxOp(dim), floats(2, 3, 4));
      row(new LogSoftmaxOp(dim), floats(2, 3, 4));
    }
    row(new SoftmaxOp(-1), floats(5));
    row(new LogSoftmaxOp(0), floats());
    Input weight = constant(positive(3));
    for (Reduction reduction : Reduction.values()) {
      for (float smoothing : new float[] {0, 0.3f}) {
        Op loss = new CrossEntropyOp(reduction, 1, smoothing);
        row(loss, floats(4, 3), longs(0, 2, 1, 2));
        row(loss, floats(4, 3), longs(0, 2, 1, 2), weight);
        row(loss, floats(2, 3, 2), longs(new int[] {2, 2}, 0, 2, 1, 2), weight);
        row(loss, floats(3), longs(new int[0], 2));
        row(loss, floats(4, 3), probabilities(4, 3));
        row(loss, floats(2, 3, 2), floats(2, 3, 2), weight);
      }
      row(new NllOp(reduction, 1), floats(4, 3), longs(0, 2, 1, 2));
      row(new NllOp(reduction, 1), floats(2, 3, 2), longs(new int[] {2, 2}, 0, 2, 1, 2), weight);
      row(new NllOp(reduction, -100), floats(3), longs(new int[0], 2));
    }
  }
}
