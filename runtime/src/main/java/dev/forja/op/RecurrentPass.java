package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one direction of a {@link RecurrentOp}, forward and backward. A step outside of its
 * sequence gives zeros and keeps the state.
 *
 * @param cell the equations of a step
 * @param reversed whether the steps go from the end to the start
 * @param lengths the length of each sequence, dense; null if all are as long as the input
 * @param steps the number of steps, l
 * @param rows the number of sequences, n
 */
record RecurrentPass(
    RecurrentCell cell, boolean reversed, @Nullable NdArray lengths, int steps, int rows) {
  /**
   * What forward keeps for backward: for each step the values of the gates, the state and the cell
   * before it, and what the cell keeps.
   */
  record Tape(NdArray gates, NdArray entering, NdArray enteringCell, NdArray kept) {
    NdArray[] arrays() {
      return new NdArray[] {gates, entering, enteringCell, kept};
    }

    static Tape at(SavedForBackward saved, int from) {
      return new Tape(
          saved.array(from), saved.array(from + 1), saved.array(from + 2), saved.array(from + 3));
    }

    RecurrentCell.Step step(int at, NdArray hidden) {
      return new RecurrentCell.Step(
          one(gates, at), hidden, one(entering, at), one(enteringCell, at), one(kept, at));
    }
  }

  /** One step of an array with a dimension of steps, [n, width]. */
  static NdArray one(NdArray array, int step) {
    int[] shape = array.shape();
    int[] strides = array.strides();
    return NdArray.view(
        array.storage(),
        new int[] {shape[1], shape[2]},
        new int[] {strides[1], strides[2]},
        array.offset() + (array.count() == 0 ? 0 : step * strides[0]));
  }

  private int at(int step) {
    return reversed ? steps - 1 - step : step;
  }

  private boolean isInside(int step, int row) {
    return lengths == null || step < lengths.storage().longs()[lengths.offset() + row];
  }

  /** Copies the rows whose sequences include the step; the other rows become zeros, or stay. */
  private void copy(NdArray from, NdArray to, int step, boolean clears) {
    if (lengths == null) {
      StridedCopy.copy(from, to);
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (isInside(step, row)) {
        StridedCopy.copy(from.slice(0, row, 1, 1), to.slice(0, row, 1, 1));
      } else if (clears) {
        StackOp.fill(to.slice(0, row, 1, 1), null);
      }
    }
  }

  /**
   * Computes all steps.
   *
   * @param x [l, n, in]
   * @param y the output, [l, n, out]
   * @param state the first state, [n, out], which becomes the last one
   * @param last the first cell, [n, h] or [n, 0], which becomes the last one
   */
  Tape forward(
      NdArray x,
      RecurrentWeights weights,
      NdArray y,
      NdArray state,
      NdArray last,
      Allocator allocator) {
    int width = weights.hidden().shape()[0];
    int out = state.shape()[1];
    int size = weights.projection() == null ? out : weights.projection().shape()[1];
    Tape tape =
        new Tape(
            allocator.floats(steps, rows, width),
            allocator.floats(steps, rows, out),
            allocator.floats(steps, rows, last.shape()[1]),
            allocator.floats(steps, rows, cell.kept(size)));
    LinearOp.into(tape.gates, x, weights.input(), weights.inputBias(), allocator);
    NdArray hidden = allocator.floats(rows, width);
    NdArray raw = allocator.floats(rows, size);
    NdArray next = weights.projection() == null ? raw : allocator.floats(rows, out);
    NdArray nextCell = allocator.floats(last.shape());
    for (int i = 0; i < steps; i++) {
      int at = at(i);
      RecurrentCell.Step step = tape.step(at, hidden);
      copy(state, step.entering(), at, true);
      copy(last, step.enteringCell(), at, true);
      LinearOp.into(hidden, step.entering(), weights.hidden(), weights.hiddenBias(), allocator);
      cell.forward(step, raw, nextCell);
      if (weights.projection() != null) {
        LinearOp.into(next, raw, weights.projection(), null, allocator);
      }
      copy(next, one(y, at), at, true);
      copy(next, state, at, false);
      copy(nextCell, last, at, false);
    }
    return tape;
  }

  /**
   * The gradients of all steps.
   *
   * @param gates of {@code Wih x + bih}, [l, n, gates * h]
   * @param hidden of {@code Whh h + bhh}, [l, n, gates * h]
   * @param projected of the projected states, [l, n, out]
   */
  record Gradients(NdArray gates, NdArray hidden, NdArray projected) {}

  /**
   * Goes back through all steps.
   *
   * @param dy the gradient of the output, [l, n, out]; null for zeros
   * @param state the gradient of the last state, [n, out], which becomes that of the first one
   * @param last the gradient of the last cell, which becomes that of the first one
   */
  Gradients backward(
      Tape tape,
      NdArray hiddenWeight,
      @Nullable NdArray projection,
      @Nullable NdArray dy,
      NdArray state,
      NdArray last,
      Allocator allocator) {
    NdArray gates = allocator.floats(tape.gates.shape());
    NdArray hidden = cell.isSum() ? gates : allocator.floats(gates.shape());
    NdArray projected = allocator.floats(tape.entering.shape());
    NdArray raw = projection == null ? state : allocator.floats(rows, projection.shape()[1]);
    NdArray entering = allocator.floats(state.shape());
    NdArray nextCell = allocator.floats(last.shape());
    for (int i = steps - 1; i >= 0; i--) {
      int at = at(i);
      NdArray next = one(projected, at);
      copy(state, next, at, true);
      if (dy != null) {
        addInside(one(dy, at), next, at, allocator);
      }
      copy(last, nextCell, at, true);
      NdArray dRaw = next;
      if (projection != null) {
        Gemm.multiply(next, projection, raw, 0, allocator);
        dRaw = raw;
      }
      RecurrentCell.Gradients step =
          new RecurrentCell.Gradients(one(gates, at), one(hidden, at), entering, nextCell);
      cell.backward(tape.step(at, step.hidden()), dRaw, step);
      Gemm.multiply(step.hidden(), hiddenWeight, entering, cell.isSum() ? 0 : 1, allocator);
      copy(entering, state, at, false);
      copy(nextCell, last, at, false);
    }
    return new Gradients(gates, hidden, projected);
  }

  private void addInside(NdArray dy, NdArray to, int step, Allocator allocator) {
    NdArray dense = dy.contiguous(allocator);
    int width = to.shape()[1];
    for (int row = 0; row < rows; row++) {
      if (isInside(step, row)) {
        int from = row * width;
        RecurrentCell.add(
            to.floats(), to.offset() + from, dense.floats(), dense.offset() + from, width);
      }
    }
  }
}
