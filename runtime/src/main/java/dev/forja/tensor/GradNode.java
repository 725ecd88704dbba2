package dev.forja.tensor;

import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
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

  /** The call that issued the op, where calls are watched: a look, and nothing to allocate. */
  private final @Nullable CallFrame frame = Calls.current().orElse(null);

  private final boolean byHook = frame != null && Calls.inHook();
  private @Nullable SavedForBackward saved;

  GradNode(Op op, Tensor[] inputs, SavedForBackward saved) {
    this.op = op;
    this.saved = saved;
    this.edges = new @Nullable Edge[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      edges[i] = inputs[i].edge();
    }
    this.versions = new int[saved.count()];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = saved.array(i).storage().version();
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

  /** What is told of this to a listener. Only while what forward saved is still there. */
  IssuedOp issued() {
    SavedForBackward kept = saved();
    return new IssuedOp(op, kept.inputs(), kept.outputs(), frame, byHook);
  }

  /** Holds the gradients to the number and the shapes of the inputs. */
  void check(@Nullable NdArray[] gradients) {
    SavedForBackward kept = saved();
    if (gradients.length != edges.length) {
      throw new IllegalStateException(
          "%d gradients for %d inputs".formatted(gradients.length, edges.length));
    }
    for (int i = 0; i < gradients.length; i++) {
      NdArray gradient = gradients[i];
      if (gradient != null && edges[i] != null && !kept.input(i).hasShapeOf(gradient)) {
        throw new IllegalStateException(
            "the gradient of input %d is %s, the input %s"
                .formatted(i, Shapes.show(gradient.shape()), kept.input(i).show()));
      }
    }
  }

  /** The message for what the gradient of this op threw: names the op, its inputs and its path. */
  String failed(RuntimeException error) {
    return "backward of %s: %s".formatted(where(), error.getMessage());
  }

  /** The op, the types of its inputs, and the module that issued it where that is known. */
  private String where() {
    String shown = saved == null ? op.name() : "%s(%s)".formatted(op.name(), show(saved));
    if (frame == null) {
      return shown;
    }
    String module = frame.invoker().typeName();
    return "%s in %s.%s%s"
        .formatted(
            shown,
            frame.path().isEmpty() ? module : "%s (%s)".formatted(frame.path(), module),
            frame.entry().name(),
            byHook ? ", in a hook" : "");
  }

  /** What forward saved, if it is still there and has not changed. */
  SavedForBackward saved() {
    SavedForBackward kept = saved;
    if (kept == null) {
      throw new IllegalStateException(
          "backward: the record of %s was freed by an earlier backward: run the forward again, or"
                  .formatted(where())
              + " call that backward with retainGraph");
    }
    for (int i = 0; i < versions.length; i++) {
      int now = kept.array(i).storage().version();
      if (now != versions[i]) {
        throw new IllegalStateException(
            "backward: an array %s that %s saved was changed in place since (version %d, now %d): "
                    .formatted(kept.array(i), where(), versions[i], now)
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
