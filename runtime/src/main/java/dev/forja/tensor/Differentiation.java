package dev.forja.tensor;

import dev.forja.array.Shapes;

/**
 * Gradients of a tensor with respect to the leaves that it was computed from.
 *
 * <p>Several threads may run backward at once for graphs that share no leaf; see {@link Tensor}.
 */
public sealed interface Differentiation permits Tensor {
  /**
   * Computes the gradients of this scalar, adds them to {@link Tensor#grad} of every leaf that
   * requires gradients and that it depends on, and frees the record of how it was computed.
   *
   * @throws IllegalStateException if this has more or less than one element
   */
  default void backward() {
    backward(BackwardOptions.defaults());
  }

  /** As {@link #backward()}, from the gradient of some result with respect to this tensor. */
  default void backward(Tensor gradient) {
    backward(gradient, false);
  }

  /**
   * As {@link #backward(Tensor)}; with {@code retainGraph}, the record is kept, so that backward
   * can run through it again.
   */
  default void backward(Tensor gradient, boolean retainGraph) {
    backward(gradient, BackwardOptions.defaults().withRetainGraph(retainGraph));
  }

  /**
   * As {@link #backward()}; with {@code createGraph}, the gradients of leaves are recorded, so that
   * they can be differentiated again. Clear them before the graph is no longer needed, since a leaf
   * keeps its gradient, and that its graph; {@link Autograd#grad} returns gradients instead.
   *
   * @throws UnsupportedOperationException with {@code createGraph}, if an op on the way does not
   *     implement {@link dev.forja.op.Op#gradient}
   */
  default void backward(BackwardOptions options) {
    int[] shape = ((Tensor) this).array().shape();
    if (Shapes.count(shape) != 1) {
      throw new IllegalStateException(
          "backward: %s has %d elements: pass the gradient, or reduce it with sum() or mean()"
              .formatted(Shapes.show(shape), Shapes.count(shape)));
    }
    backward(Tensor.ones(shape), options);
  }

  /** As {@link #backward(Tensor)} and {@link #backward(BackwardOptions)}. */
  default void backward(Tensor gradient, BackwardOptions options) {
    Tensor from = (Tensor) this;
    Backward.check("backward", from, gradient);
    Backward.heard(
        () -> {
          if (options.createGraph()) {
            GraphBackward.accumulate(from, gradient, options.keepsGraph());
          } else {
            ArrayBackward.accumulate(from, gradient, options.keepsGraph());
          }
        });
  }
}
