package dev.forja.op;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one direction of a {@link RecurrentOp} as ops, for gradients that are differentiated
 * again; {@link RecurrentPass} computes the same on arrays.
 *
 * @param cell the equations of a step
 * @param reversed whether the steps go from the end to the start
 * @param lengths the length of each sequence, dense; null if all are as long as the input
 */
record RecurrentSteps(RecurrentCell cell, boolean reversed, @Nullable NdArray lengths) {
  /**
   * The weights of a direction.
   *
   * @param inputBias null if there are no biases
   * @param hiddenBias null if there are no biases
   * @param projection null if the state is not projected
   */
  record Weights<V>(
      Term<V> input,
      Term<V> hidden,
      @Nullable Term<V> inputBias,
      @Nullable Term<V> hiddenBias,
      @Nullable Term<V> projection) {}

  /**
   * What a direction gives.
   *
   * @param y the states of all steps, [l, n, out]
   * @param state the last state, [n, out]
   * @param cell the last cell, [n, h]; null if there is none
   */
  record Given<V>(Term<V> y, Term<V> state, @Nullable Term<V> cell) {}

  /** {@code x W^T + b}. */
  private static <V> Term<V> linear(Term<V> x, Term<V> weight, @Nullable Term<V> bias) {
    return bias == null ? x.then(new LinearOp(), weight) : x.then(new LinearOp(), weight, bias);
  }

  /**
   * Computes all steps.
   *
   * @param x [l, n, in]
   * @param first the first state, [n, out]
   * @param firstCell the first cell, [n, h]; null if there is none
   */
  <V> Given<V> run(Term<V> x, Term<V> first, @Nullable Term<V> firstCell, Weights<V> weights) {
    int steps = x.shape()[0];
    int rows = x.shape()[1];
    Term<V> gates = linear(x, weights.input(), weights.inputBias());
    List<V> y = new ArrayList<>();
    Term<V> state = first;
    Term<V> kept = firstCell;
    for (int i = 0; i < steps; i++) {
      int at = reversed ? steps - 1 - i : i;
      Term<V> own = gates.slice(0, at, 1).reshape(rows, gates.shape()[2]);
      Term<V> hidden = linear(state, weights.hidden(), weights.hiddenBias());
      RecurrentCell.Next<V> next = cell.next(own, hidden, state, kept);
      Term<V> after =
          weights.projection() == null
              ? next.state()
              : linear(next.state(), weights.projection(), null);
      Term<V> nextCell = next.cell();
      Term<V> outside = lengths == null ? null : outside(x.context(), at, rows);
      y.add((outside == null ? after : after.zeroWhere(outside)).value());
      state = outside == null ? after : outside.choose(state, after);
      if (kept != null && nextCell != null) {
        kept = outside == null ? nextCell : outside.choose(kept, nextCell);
      }
    }
    if (reversed) {
      Collections.reverse(y);
    }
    V all = x.context().apply(new StackOp(0), y);
    return new Given<>(new Term<>(x.context(), all), state, kept);
  }

  /** A column that is true for each sequence that does not include a step. */
  private <V> Term<V> outside(GradContext<V> context, int step, int rows) {
    boolean[] outside = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      outside[row] = lengths != null && step >= lengths.storage().longs()[lengths.offset() + row];
    }
    return Term.constant(context, NdArray.dense(Storage.of(outside), rows, 1));
  }
}
