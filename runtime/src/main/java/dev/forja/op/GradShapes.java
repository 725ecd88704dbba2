package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Helpers for implementations of {@link Op#backward}. Stateless and therefore thread-safe. */
public final class GradShapes {
  private GradShapes() {}

  /** The gradient of the only output, which may be an expanded view. */
  public static NdArray only(@Nullable NdArray[] gradOutputs) {
    return Objects.requireNonNull(gradOutputs[0]);
  }

  /** The gradient of the only output, dense: copied if it is not. */
  public static NdArray dense(@Nullable NdArray[] gradOutputs, Allocator allocator) {
    return only(gradOutputs).contiguous(allocator);
  }

  /** The gradients of the inputs, in order; null for one that is not needed. */
  public static @Nullable NdArray[] of(@Nullable NdArray... gradients) {
    return gradients;
  }
}
