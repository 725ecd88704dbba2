package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.StridedCopy;
import java.util.Arrays;

/**
 * The only way to change the values of a tensor, used by optimisers, loaders and running
 * statistics. Each change increments the version of the storage, so that a backward pass that needs
 * the old values fails instead of computing wrong gradients. Only leaves can be changed. Not
 * synchronised: a tensor must not be used by other threads during a change.
 */
public final class InPlace {
  private InPlace() {}

  /** Overwrites {@code target} with values of the same type and shape. */
  public static void copy(Tensor target, Tensor values) {
    if (target.dtype() != values.dtype()
        || !Arrays.equals(target.array().shape(), values.array().shape())) {
      throw new IllegalArgumentException(
          "copy: values %s into a tensor %s".formatted(values.array(), target.array()));
    }
    if (!values.isLeaf()) {
      throw new IllegalStateException(
          "copy: the values %s were computed from tensors that require gradients, which an in-place"
                  .formatted(values.array())
              + " copy would drop: copy values.detach(), or compute them inside NoGrad");
    }
    NdArray source =
        values.array().storage() == target.array().storage()
            ? values.array().copy(Allocator.HEAP)
            : values.array();
    update(target, array -> StridedCopy.copy(source, array));
  }

  /** Calls {@code change} to write to the array of {@code target}. */
  public static <X extends Exception> void update(Tensor target, Change<X> change) throws X {
    if (!target.isLeaf()) {
      throw new IllegalStateException(
          "a tensor %s that was computed from others cannot be changed in place: only leaves can"
              .formatted(Shapes.show(target.array().shape())));
    }
    OpListener listener = OpListener.current();
    if (listener != null) {
      listener.changes(target);
    }
    try {
      change.to(target.array());
    } finally {
      target.array().storage().touch();
      if (listener != null) {
        listener.changed(target);
      }
    }
  }

  /**
   * A function that writes new values. It runs on the thread that makes the change.
   *
   * @param <X> the exception that it may throw
   */
  @FunctionalInterface
  public interface Change<X extends Exception> {
    /** Writes to the array of the tensor. */
    void to(NdArray array) throws X;
  }
}
