package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.List;

/**
 * The arrays and types that {@link Op#backward} receives from forward. Immutable and therefore
 * thread-safe.
 */
public final class SavedForBackward {
  private final TensorType[] inputs;
  private final TensorType[] outputs;
  private final NdArray[] arrays;

  private SavedForBackward(TensorType[] inputs, TensorType[] outputs, NdArray[] arrays) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.arrays = arrays;
  }

  /**
   * Creates the saved state of a run of an op.
   *
   * @param inputs the types of the inputs; the array must not be changed afterwards
   * @param outputs the types of the outputs; the array must not be changed afterwards
   * @param result the result of forward
   */
  public static SavedForBackward of(TensorType[] inputs, TensorType[] outputs, OpResult result) {
    return new SavedForBackward(inputs, outputs, result.sharedSaved());
  }

  /** The types of the inputs. */
  public List<TensorType> inputs() {
    return List.of(inputs);
  }

  /** The type of an input. */
  public TensorType input(int index) {
    return inputs[index];
  }

  /** The types of the outputs. */
  public List<TensorType> outputs() {
    return List.of(outputs);
  }

  /** The number of outputs. */
  public int outputCount() {
    return outputs.length;
  }

  /** The number of arrays that forward saved. */
  public int count() {
    return arrays.length;
  }

  /** The saved array at an index, unchanged since forward. */
  public NdArray array(int index) {
    return arrays[index];
  }

  /** A copy of the shape of an input. */
  public int[] shape(int input) {
    return inputs[input].shape();
  }

  /** The shape of an input itself, for ops that only read it. */
  int[] sizes(int input) {
    return inputs[input].sizes();
  }
}
