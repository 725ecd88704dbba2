package dev.forja.op;

import dev.forja.array.NdArray;

/**
 * What the backward of an op gets from its forward.
 *
 * @param inputs the types of the inputs
 * @param outputs the types of the outputs
 * @param arrays what forward saved, unchanged since
 */
public record SavedForBackward(TensorType[] inputs, TensorType[] outputs, NdArray[] arrays) {
  /** The saved array at this place. */
  public NdArray array(int index) {
    return arrays[index];
  }

  /** The shape of an input. The array is not the caller's to change. */
  public int[] shape(int input) {
    return inputs[input].shape();
  }
}
