package dev.forja.op;

import static dev.forja.op.OpCase.constant;
import static dev.forja.op.OpCase.floats;

import dev.forja.array.NdArray;
import dev.forja.op.OpCase.Input;
import java.util.List;

/**
 * The rows of {@link OpTable} for decompositions. The gradients of ops that read half of a
 * symmetric matrix are those of PyTorch, which are not derivatives by each element; the cases of
 * {@code conformance-matrices} compare them.
 */
final class MatrixRows {
  private MatrixRows() {}

  static void add(List<OpCase> rows) {
    for (int[] shape : new int[][] {{3, 3}, {2, 2, 2}, {1, 1}}) {
      rows.add(new OpCase(new CholeskyOp(), constant(regular(shape))));
      rows.add(new OpCase(new EighOp(), constant(regular(shape))));
      rows.add(new OpCase(new DeterminantOp(false), regular(shape)));
      rows.add(new OpCase(new DeterminantOp(true), regular(shape)));
      rows.add(new OpCase(new CofactorOp(), regular(shape)));
      rows.add(new OpCase(new MatrixExpOp(), regular(shape)));
    }
    for (SolveOp.MatrixForm kind : SolveOp.MatrixForm.values()) {
      rows.add(new OpCase(new SolveOp(kind), regular(3, 3), floats(3, 2)));
      rows.add(new OpCase(new SolveOp(kind), regular(2, 2, 2), floats(2, 2, 1)));
    }
    for (int[] shape : new int[][] {{3, 3}, {2, 3, 2}}) {
      rows.add(new OpCase(new QrOp(), regular(shape)));
    }
    for (int[] shape : new int[][] {{3, 3}, {2, 3, 2}, {2, 3}}) {
      rows.add(new OpCase(new SvdOp(), regular(shape)));
      rows.add(new OpCase(new PinvOp(-1), regular(shape)));
    }
  }

  /** Matrices far from singular ones, with singular values that are apart. */
  private static Input regular(int... shape) {
    return place -> {
      NdArray array = floats(shape).dense(place);
      int columns = shape[shape.length - 1];
      int rows = shape[shape.length - 2];
      for (int i = 0; i < array.count(); i++) {
        int row = i / columns % rows;
        boolean diagonal = row == i % columns;
        array.floats()[i] = array.floats()[i] / 4 + (diagonal ? 1.5f + row : 0);
      }
      return array;
    };
  }
}
