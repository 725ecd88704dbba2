package dev.forja.trace;

import dev.forja.op.Op;
import dev.forja.op.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one op that a backward pass computed. Immutable and therefore thread-safe.
 *
 * @param index the index in {@link Graph#gradients}, in order of execution
 * @param op the op whose gradient it is
 * @param inputs the types of the inputs of the op, and so of the gradients that were computed
 * @param outputs the types of the outputs of the op, and so of the gradients that it was given
 * @param call the module call whose forward issued the op; null for an op outside of all modules
 * @param byHook whether a hook issued the op, rather than the method of the module
 */
public record GradientNode(
    int index,
    Op op,
    List<TensorType> inputs,
    List<TensorType> outputs,
    @Nullable ModuleCall call,
    boolean byHook) {
  /** Copies the lists. */
  public GradientNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The path of the module that issued the op; empty for the root, and outside of all modules. */
  public String path() {
    return call == null ? "" : call.path();
  }
}
