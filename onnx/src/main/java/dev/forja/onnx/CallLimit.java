package dev.forja.onnx;

import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.util.Collection;

/**
 * How many elements a tensor may have in a call: so many for each byte of the file and of the
 * inputs, but always {@link #LEAST}. Immutable.
 *
 * @param bytes the bytes of the file, with those that it keeps in others
 */
record CallLimit(long bytes) {
  /** Elements that every graph may give. */
  static final long LEAST = 1 << 24;

  /** Elements for each byte. */
  static final long PER_BYTE = 64;

  /** The limit for these inputs. */
  long of(Collection<OnnxValue> inputs) {
    long all = bytes;
    for (OnnxValue input : inputs) {
      if (input instanceof OnnxValue.Single(Tensor tensor)) {
        all += (long) tensor.count() * tensor.dtype().bytes();
      }
    }
    return Math.max(LEAST, all * PER_BYTE);
  }
}
