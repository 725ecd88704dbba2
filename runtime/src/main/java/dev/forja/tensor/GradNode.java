package dev.forja.tensor;

import dev.forja.array.NdArray;
import dev.forja.op.Op;
import dev.forja.op.SavedForBackward;
import org.jspecify.annotations.Nullable;

/**
 * One run of an op, as backward needs it. It refers to the runs that its inputs came from and to
 * leaves, not to the tensors between: their arrays live on only where an op saved them.
 */
final class GradNode {
  /**
   * Where an input came from: an output of another node, or a leaf.
   *
   * @param node null for a leaf
   * @param leaf null for the output of a node
   */
  record Edge(@Nullable GradNode node, int output, @Nullable Tensor leaf) {}

  private final Op op;
  private final @Nullable Edge[] edges;
  private final int[] versions;
  private @Nullable SavedForBackward saved;

  GradNode(Op op, Tensor[] inputs, SavedForBackward saved) {
    this.op = op;
    this.saved = saved;
    this.edges = new @Nullable Edge[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      edges[i] = inputs[i].edge();
    }
    NdArray[] arrays = saved.arrays();
    this.versions = new int[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      versions[i] = arrays[i].storage().version();
    }
  }

  Op op() {
    return op;
  }

  /** Where the inputs came from; null for one that wants no gradient. */
  @Nullable Edge[] edges() {
    return edges;
  }

  boolean[] needed() {
    boolean[] needed = new boolean[edges.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = edges[i] != null;
    }
    return needed;
  }

  /** What forward saved, if it is still there and has not changed. */
  SavedForBackward saved() {
    SavedForBackward kept = saved;
    if (kept == null) {
      throw new IllegalStateException(
          "backward: the record of %s was freed by an earlier backward: run the forward again, or"
                  .formatted(op.name())
              + " call that backward with retainGraph");
    }
    for (int i = 0; i < versions.length; i++) {
      int now = kept.array(i).storage().version();
      if (now != versions[i]) {
        throw new IllegalStateException(
            "backward: an array %s that %s(%s) saved was changed in place since (version %d, now %d): "
                    .formatted(kept.array(i), op.name(), show(kept), versions[i], now)
                + "run backward before the change, or change a copy");
      }
    }
    return kept;
  }

  private static String show(SavedForBackward saved) {
    StringBuilder text = new StringBuilder();
    for (var type : saved.inputs()) {
      text.append(text.isEmpty() ? "" : ", ").append(type.show());
    }
    return text.toString();
  }

  /** Lets go of what forward saved. The edges stay, so that a second backward is noticed. */
  void free() {
    saved = null;
  }
}
