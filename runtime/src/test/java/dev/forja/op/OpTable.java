package dev.forja.op;

import static dev.forja.op.OpCase.constant;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.longs;
import static dev.forja.op.OpCase.positive;
import static dev.forja.op.OpCase.probabilities;

import dev.forja.array.DType;
import dev.forja.kernel.Binary;
import dev.forja.kernel.Unary;
import dev.forja.op.OpCase.Input;
import java.util.ArrayList;
import java.util.List;

/** Every op of the package, with inputs whose gradients are checked. A new op is a line here. */
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
    classes();
  }

  private static void elementwise() {
    for (Unary f : Unary.values()) {
      boolean positive = f == Unary.LOG || f == Unary.SQRT || f == Unary.RSQRT;
      row(new UnaryOp(f), positive ? positive(3, 4) : floats(3, 4));
    }
    for (Binary f : Binary.values()) {
      row(new BinaryOp(f), floats(2, 3, 4), positive(2, 3, 4));
      row(new BinaryOp(f), floats(2, 3, 4), positive(3, 1));
      row(new BinaryOp(f), floats(3), positive(2, 1, 1));
      row(new BinaryOp(f), floats(), positive(2, 3));
      row(new ScalarOp(f, 0.8f, false), positive(5));
      row(new ScalarOp(f, 0.8f, true), positive(2, 3));
    }
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
