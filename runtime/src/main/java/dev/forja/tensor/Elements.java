package dev.forja.tensor;

import dev.forja.array.NdArray;
import dev.forja.array.Shapes;

/**
 * The values of a tensor as Java's numbers. A graph of a call that reads them is not run again,
 * because it would not decide anew by other values.
 *
 * <p>Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Elements permits Tensor {
  private NdArray only(String method) {
    NdArray array = ((Tensor) this).array();
    if (array.count() != 1) {
      throw new IllegalStateException(
          "%s: %s has %d elements, not one"
              .formatted(method, Shapes.show(array.shape()), array.count()));
    }
    return read(method);
  }

  /** The array, for values that leave the tensor; a listener is told first. */
  private NdArray read(String method) {
    Tensor self = (Tensor) this;
    OpListener listener = OpListener.current();
    if (listener != null) {
      listener.reads(method, self);
    }
    return self.array();
  }

  /**
   * The only element, as a float.
   *
   * @throws IllegalStateException if there is not exactly one element
   */
  default float item() {
    return Values.floats(only("item"))[0];
  }

  /**
   * The only element, as a long; a fraction is truncated.
   *
   * @throws IllegalStateException if there is not exactly one element
   */
  default long itemLong() {
    return Values.longs(only("itemLong"))[0];
  }

  /** A copy of the elements in order, converted to float. */
  default float[] toFloats() {
    return Values.floats(read("toFloats"));
  }

  /** A copy of the elements in order, converted to long; fractions are truncated. */
  default long[] toLongs() {
    return Values.longs(read("toLongs"));
  }

  /** A copy of the elements in order, converted to boolean: true if not zero. */
  default boolean[] toBooleans() {
    return Values.booleans(read("toBooleans"));
  }
}
