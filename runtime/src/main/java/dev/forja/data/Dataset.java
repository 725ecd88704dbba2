package dev.forja.data;

import java.util.Objects;
import java.util.function.Function;

/**
 * A set of examples that can be read by index, in batches.
 *
 * <p>Several threads may ask one data set for batches at once if its class says so; those of this
 * package allow it.
 *
 * @param <B> the type of a batch, such as a record of tensors
 */
public interface Dataset<B> {
  /** The number of examples. */
  int size();

  /** The examples with these indices, from 0, as one batch in this order. */
  B batch(int... indices);

  /**
   * The same examples with batches converted to another type.
   *
   * <pre>{@code
   * record Digits(Tensor images, Tensor labels) {}
   *
   * Dataset<Digits> digits =
   *     TensorDataset.of(images, labels).map(b -> new Digits(b.input(), b.target()));
   * }</pre>
   */
  default <C> Dataset<C> map(Function<? super B, ? extends C> form) {
    Dataset<B> self = this;
    return new Dataset<>() {
      @Override
      public int size() {
        return self.size();
      }

      @Override
      public C batch(int... indices) {
        return form.apply(self.batch(indices));
      }
    };
  }

  /** The {@code size} examples from index {@code first} on, for example a part for validation. */
  default Dataset<B> slice(int first, int size) {
    Objects.checkFromIndexSize(first, size, size());
    Dataset<B> self = this;
    return new Dataset<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public B batch(int... indices) {
        int[] moved = indices.clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] = first + Objects.checkIndex(moved[i], size);
        }
        return self.batch(moved);
      }
    };
  }
}
