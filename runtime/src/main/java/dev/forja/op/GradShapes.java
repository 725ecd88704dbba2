package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Small conveniences of backward methods. */
final class GradShapes {
  private GradShapes() {}

  /** The gradient of the only output. */
  static NdArray only(@Nullable NdArray[] gradOutputs) {
    return Objects.requireNonNull(gradOutputs[0]);
  }

  /** The gradient of the only output, dense. */
  static NdArray dense(@Nullable NdArray[] gradOutputs, Allocator allocator) {
    return only(gradOutputs).contiguous(allocator);
  }

  /** The gradients of the inputs, in order. */
  static @Nullable NdArray[] of(@Nullable NdArray... gradients) {
    return gradients;
  }
}
