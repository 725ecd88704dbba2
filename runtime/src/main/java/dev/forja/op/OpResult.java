package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.List;

/** What the forward of an op gives: its outputs, and what its gradient will need. Immutable. */
public final class OpResult {
  private static final NdArray[] NOTHING = {};

  private final NdArray[] outputs;
  private final NdArray[] saved;

  private OpResult(NdArray[] outputs, NdArray[] saved) {
    this.outputs = outputs;
    this.saved = saved;
  }

  /**
   * These outputs, one for each type that the shape rule named; nothing saved. An array that is
   * given is not changed afterwards.
   */
  public static OpResult of(NdArray... outputs) {
    return new OpResult(outputs, NOTHING);
  }

  /**
   * The same outputs, with these arrays for backward. Their elements must not change until then,
   * and nor must an array that is given.
   */
  public OpResult saving(NdArray... arrays) {
    return new OpResult(outputs, arrays);
  }

  /** The number of outputs. */
  public int size() {
    return outputs.length;
  }

  /** The output at a place. */
  public NdArray output(int index) {
    return outputs[index];
  }

  /** All outputs. */
  public List<NdArray> outputs() {
    return List.of(outputs);
  }

  /** What was saved for backward. */
  public List<NdArray> saved() {
    return List.of(saved);
  }

  /** Whether one of the outputs lies in the storage of {@code array}. */
  public boolean gives(NdArray array) {
    return holds(outputs, array);
  }

  /** Whether something that was saved lies in the storage of {@code array}. */
  public boolean saves(NdArray array) {
    return holds(saved, array);
  }

  private static boolean holds(NdArray[] arrays, NdArray array) {
    for (NdArray each : arrays) {
      if (each.storage() == array.storage()) {
        return true;
      }
    }
    return false;
  }

  /** The arrays themselves, for {@link SavedForBackward}. */
  NdArray[] sharedSaved() {
    return saved;
  }
}
