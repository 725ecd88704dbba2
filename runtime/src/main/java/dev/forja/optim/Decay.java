package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;

/** Weight decay that is added to the gradient, like L2 regularisation. */
final class Decay {
  private Decay() {}

  /** {@code grad + weightDecay * parameter}; the gradient itself if the weight decay is 0. */
  static NdArray add(NdArray grad, NdArray parameter, double weightDecay) {
    if (weightDecay == 0) {
      return grad;
    }
    NdArray sum = grad.copy(Allocator.HEAP);
    Kernels.get()
        .elementwise()
        .axpy(
            (float) weightDecay,
            parameter.floats(),
            parameter.offset(),
            sum.floats(),
            sum.offset(),
            sum.count());
    return sum;
  }
}
