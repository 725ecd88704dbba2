package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.StridedCopy;
import java.util.Arrays;

/**
 * The only way to change the values of a tensor: for optimisers, loaders and running statistics.
 * Each change counts up the version of the storage, so that a backward that needed the old values
 * fails instead of giving a wrong gradient. Only leaves can be changed.
 *
 * <p>A change is for one thread, while no other uses the tensor.
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
          "copy: the values %s were computed from what wants gradients, which a copy in place would"
                  .formatted(values.array())
              + " drop: copy values.detach(), or compute them inside NoGrad");
    }
    NdArray source =
        values.array().storage() == target.array().storage()
            ? values.array().copy(Allocator.HEAP)
            : values.array();
    update(target, array -> StridedCopy.copy(source, array));
  }

  /** Lets {@code change} write to the array of {@code target}. */
  public static <X extends Exception> void update(Tensor target, Change<X> change) throws X {
    if (!target.isLeaf()) {
      throw new IllegalStateException(
          "a tensor %s that was computed from others is not changed in place: only leaves are"
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
   * Writes new values. It runs on the thread that makes the change.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Change<X extends Exception> {
    /** Writes to the array of the tensor. */
    void to(NdArray array) throws X;
  }
}
