package dev.forja.tensor;

import dev.forja.CallFrame;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op that ran in a forward pass, described for listeners to its gradient. Immutable and
 * therefore thread-safe.
 *
 * @param op the op with its attributes
 * @param inputs the types of its inputs
 * @param outputs the types of its outputs
 * @param frame the call of the module that issued it; null outside of all modules, or if no scope
 *     was open on the thread, since calls are recorded only then
 * @param byHook whether a hook issued it, rather than the method of the module
 */
public record IssuedOp(
    Op op,
    List<TensorType> inputs,
    List<TensorType> outputs,
    @Nullable CallFrame frame,
    boolean byHook) {
  /** Copies the lists. */
  public IssuedOp {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
