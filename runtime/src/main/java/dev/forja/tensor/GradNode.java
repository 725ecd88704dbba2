package dev.forja.tensor;

import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.op.Op;
import dev.forja.op.SavedForBackward;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run of an op for backward. It refers to the nodes that its inputs came from and
 * to leaves, but not to intermediate tensors, so their arrays stay alive only if an op saved them.
 */
final class GradNode {
  /**
   * The origin of an input: an output of another node, or a leaf.
   *
   * @param node null for a leaf
   * @param leaf null for the output of a node
   */
  record Edge(@Nullable GradNode node, int output, @Nullable Tensor leaf) {}

  private final Op op;
  private final @Nullable Edge[] edges;
  private final int[] versions;

  /** The call that issued the op; null if no scope is open. Looking it up allocates nothing. */
  private final @Nullable CallFrame frame = Calls.current().orElse(null);

  private final boolean byHook = frame != null && Calls.inHook();
  private final int outputs;
  private @Nullable SavedForBackward saved;

  GradNode(Op op, Tensor[] inputs, SavedForBackward saved) {
    this.op = op;
    this.saved = saved;
    this.outputs = saved.outputCount();
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

  /** The origins of the inputs; null for an input that requires no gradient. */
  @Nullable Edge[] edges() {
    return edges;
  }

  int outputCount() {
    return outputs;
  }

  boolean[] needed() {
    boolean[] needed = new boolean[edges.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = edges[i] != null;
    }
    return needed;
  }

  /**
   * The description of this node for a listener; available only until the saved arrays are freed.
   */
  IssuedOp issued() {
    SavedForBackward kept = saved();
    return new IssuedOp(op, kept.inputs(), kept.outputs(), frame, byHook);
  }

  /** As {@link #check(NdArray[])}, for gradients that are tensors. */
  void check(List<@Nullable Tensor> gradients) {
    @Nullable NdArray[] arrays = new @Nullable NdArray[gradients.size()];
    for (int i = 0; i < arrays.length; i++) {
      Tensor gradient = gradients.get(i);
      arrays[i] = gradient == null ? null : gradient.array();
    }
    check(arrays);
  }

  /** Checks that the gradients match the number and the shapes of the inputs. */
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

  /** The message for an exception of this op's gradient, with the op, its inputs and its path. */
  String failed(RuntimeException error) {
    return "backward of %s: %s".formatted(where(), error.getMessage());
  }

  /** The op, the types of its inputs, and the module that issued it if that is known. */
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

  /** The saved arrays; throws an exception if they were freed or changed. */
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

  /** Frees the saved arrays. The edges are kept, so that a second backward is detected. */
  void free() {
    saved = null;
  }
}
