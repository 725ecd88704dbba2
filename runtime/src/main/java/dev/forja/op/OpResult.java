package dev.forja.op;

import dev.forja.array.NdArray;

/**
 * What the forward of an op gives.
 *
 * @param outputs one array for each type that the shape rule named
 * @param saved arrays that backward needs; they must not change until then
 */
public record OpResult(NdArray[] outputs, NdArray[] saved) {
  private static final NdArray[] NOTHING = {};

  /** These outputs; nothing saved. */
  public static OpResult of(NdArray... outputs) {
    return new OpResult(outputs, NOTHING);
  }

  /** The same outputs, with these arrays for backward. */
  public OpResult saving(NdArray... arrays) {
    return new OpResult(outputs, arrays);
  }
}
