package dev.forja.spi;

import org.jspecify.annotations.Nullable;

/** How the tensors in the result of an entry are reached. Generated for each entry. */
@FunctionalInterface
public interface ResultMapper<R extends @Nullable Object> {
  /** The result with every tensor in it replaced by its mapping. */
  R map(TensorMapper mapper, R result);

  /** Whether there are tensors in the result, as far as its type says. */
  default boolean reaches() {
    return true;
  }

  /** Why tensors in the result cannot be reached; null where they can. */
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

  /** The mapper of a result whose type is too open to find the tensors in it, with the reason. */
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
