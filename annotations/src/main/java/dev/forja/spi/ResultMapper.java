package dev.forja.spi;

import org.jspecify.annotations.Nullable;

/**
 * Maps the tensors in the result of an entry. Generated for each entry; stateless and therefore
 * thread-safe.
 */
@FunctionalInterface
public interface ResultMapper<R extends @Nullable Object> {
  /** The result with every tensor in it mapped. */
  R map(TensorMapper mapper, R result);

  /** Whether the result may contain tensors, according to its type. */
  default boolean reaches() {
    return true;
  }

  /** Why tensors in the result cannot be reached; null if they can. */
  default @Nullable String refusal() {
    return null;
  }

  /** The mapper of a result that holds no tensors. */
  static <R extends @Nullable Object> ResultMapper<R> none() {
    return new ResultMapper<>() {
      @Override
      public R map(TensorMapper mapper, R result) {
        return result;
      }

      @Override
      public boolean reaches() {
        return false;
      }
    };
  }

  /**
   * The mapper of a result whose type is too general to find the tensors in it, with the reason.
   */
  static <R extends @Nullable Object> ResultMapper<R> opaque(String refusal) {
    return new ResultMapper<>() {
      @Override
      public R map(TensorMapper mapper, R result) {
        return result;
      }

      @Override
      public boolean reaches() {
        return false;
      }

      @Override
      public String refusal() {
        return refusal;
      }
    };
  }
}
