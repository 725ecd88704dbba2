package dev.forja.trace;

import dev.forja.op.Op;
import dev.forja.op.TensorType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of an op. Immutable.
 *
 * @param index the index in {@link Graph#nodes}, in order of execution
 * @param op the op with its attributes
 * @param inputs its inputs
 * @param outputs its outputs
 * @param call the module call that issued it; null for an op outside of all modules
 * @param byHook whether a hook issued it, rather than the method of the module
 */
public record Node(
    int index,
    Op op,
    List<Value> inputs,
    List<Value.Result> outputs,
    @Nullable ModuleCall call,
    boolean byHook) {
  /** Copies the lists. */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The path of the module that issued it; empty for the root, and outside of all modules. */
  public String path() {
    return call == null ? "" : call.path();
  }

  /** The types of the inputs. */
  public List<TensorType> inputTypes() {
    return List.of(types(inputs));
  }

  /** The types of the outputs. */
  public List<TensorType> outputTypes() {
    return List.of(types(outputs));
  }

  /** The floating-point operations of this run, by {@link Op#flops}. */
  public long flops() {
    return op.flops(types(inputs), types(outputs));
  }

  /** The bytes of the outputs that it wrote, that is, without views. */
  public long bytes() {
    return outputs.stream()
        .filter(output -> !output.view())
        .mapToLong(
            output -> (long) output.tensorType().count() * output.tensorType().dtype().bytes())
        .sum();
  }

  /** The attributes of the op: {@code dim=-1}; empty if it has none. */
  public String attributes() {
    return op.attributes().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * The location of this node, for messages: {@code node 12, reshape in encoder.0
   * (Attention).call}.
   */
  public String where() {
    String place =
        call == null ? "outside of all modules" : "in " + call.label() + "." + call.entry();
    return "node %d, %s %s%s".formatted(index, op.name(), place, byHook ? ", in a hook" : "");
  }

  private static TensorType[] types(List<? extends Value> values) {
    return values.stream().map(Value::tensorType).toArray(TensorType[]::new);
  }
}
