package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.List;

/**
 * The result of {@link Op#forward}: the outputs, and the arrays saved for backward. Immutable and
 * therefore thread-safe.
 */
public final class OpResult {
  private static final NdArray[] NOTHING = {};

  private final NdArray[] outputs;
  private final NdArray[] saved;

  private OpResult(NdArray[] outputs, NdArray[] saved) {
    this.outputs = outputs;
    this.saved = saved;
  }

  /**
   * A result with these outputs, one for each type that {@link Op#shapes} returned, and nothing
   * saved. The caller must not change a passed array afterwards.
   */
  public static OpResult of(NdArray... outputs) {
    return new OpResult(outputs, NOTHING);
  }

  /**
   * A result with the same outputs that saves these arrays for backward. Their elements, and a
   * passed array itself, must not change until then.
   */
  public OpResult saving(NdArray... arrays) {
    return new OpResult(outputs, arrays);
  }

  /** The number of outputs. */
  public int size() {
    return outputs.length;
  }

  /** The output at an index. */
  public NdArray output(int index) {
    return outputs[index];
  }

  /** All outputs. */
  public List<NdArray> outputs() {
    return List.of(outputs);
  }

  /** The arrays saved for backward. */
  public List<NdArray> saved() {
    return List.of(saved);
  }

  /** Whether one of the outputs shares the storage of {@code array}. */
  public boolean gives(NdArray array) {
    return holds(outputs, array);
  }

  /** Whether one of the saved arrays shares the storage of {@code array}. */
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
