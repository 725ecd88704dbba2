package dev.forja.op;

import dev.forja.array.NdArray;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * The equations of one step of a recurrent network, for n sequences at once and a state of size h.
 * All arrays are dense. Implementations are immutable.
 */
interface RecurrentCell {
  /**
   * The arrays of a step.
   *
   * @param gates [n, gates * h], {@code Wih x + bih} before {@link #forward}, and the values of the
   *     gates after it
   * @param hidden [n, gates * h], {@code Whh h + bhh}; used by forward only
   * @param entering the state before the step; as wide as h unless a projection follows
   * @param enteringCell the cell before the step, [n, h], or [n, 0] without a cell
   * @param kept what forward keeps for {@link #backward}, [n, {@link #kept}]
   */
  record Step(NdArray gates, NdArray hidden, NdArray entering, NdArray enteringCell, NdArray kept) {
    int rows() {
      return gates.shape()[0];
    }
  }

  /**
   * The gradients of a step.
   *
   * @param gates [n, gates * h], of {@code Wih x + bih}
   * @param hidden [n, gates * h], of {@code Whh h + bhh}; the same array as {@code gates} if {@link
   *     #isSum}
   * @param entering the part of the gradient of the entering state that does not come through
   *     {@code hidden}; only written if there is such a part
   * @param cell the gradient of the new cell before {@link #backward}, that of the entering cell
   *     after it
   */
  record Gradients(NdArray gates, NdArray hidden, NdArray entering, NdArray cell) {}

  /** The number of values that forward keeps for each sequence, in addition to the gates. */
  int kept(int size);

  /**
   * Whether all gates read only the sum of {@code Wih x + bih} and {@code Whh h + bhh}, and the new
   * state reads the entering one only through it.
   */
  boolean isSum();

  /** The number of floating-point operations of a step for one sequence. */
  long flops(int size);

  /** Computes the state after a step, and the cell after it if there is one. */
  void forward(Step step, NdArray state, NdArray cell);

  /** Computes the gradients of a step from the gradient of the state after it. */
  void backward(Step step, NdArray gradState, Gradients gradients);

  /**
   * The state after a step, and the cell after it.
   *
   * @param cell null if there is none
   */
  record Next<V>(Term<V> state, @Nullable Term<V> cell) {}

  /**
   * The equations of {@link #forward} as ops.
   *
   * @param gates [n, gates * h], {@code Wih x + bih}
   * @param hidden [n, gates * h], {@code Whh h + bhh}
   * @param cell the cell before the step; null if there is none
   */
  <V> Next<V> next(Term<V> gates, Term<V> hidden, Term<V> entering, @Nullable Term<V> cell);

  /** {@code x = f(x)} for n elements. */
  static void apply(UnaryKind f, float[] x, int from, int n) {
    Kernels.get().elementwise().unary(f.kernel(), x, from, x, from, n);
  }

  /** {@code x += y} for n elements. */
  static void add(float[] x, int xFrom, float[] y, int yFrom, int n) {
    ElementwiseKernels kernels = Kernels.get().elementwise();
    kernels.binary(BinaryKind.ADD.kernel(), x, xFrom, 1, y, yFrom, 1, x, xFrom, n);
  }
}
