package dev.forja.tensor;

import dev.forja.op.Reduction;

/** The reduction of losses. Thread-safe. */
final class Reducing {
  private Reducing() {}

  static Tensor of(Tensor losses, Reduction reduction) {
    return switch (reduction) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }
}
