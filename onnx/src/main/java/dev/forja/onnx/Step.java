package dev.forja.onnx;

import dev.forja.array.Shapes;
import dev.forja.onnx.operators.Call;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.onnx.operators.Operator;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node, with the slots of its inputs and outputs.
 *
 * @param node what the node says of itself
 * @param operator what it runs
 * @param inputs the slots of the inputs; -1 for one that is left out
 * @param outputs the slots of the outputs; -1 for one without a name
 * @param subgraphs the graphs in its attributes
 * @param captured the slots that the graphs in its attributes read
 * @param last the slots that are not used after this node
 */
record Step(
    OnnxNode node,
    Operator operator,
    List<Integer> inputs,
    List<Integer> outputs,
    Map<String, Program> subgraphs,
    Set<Integer> captured,
    List<Integer> last)
    implements Item {
  @Override
  public void run(Frame frame) {
    List<@Nullable OnnxValue> given = new ArrayList<>(inputs.size());
    for (int slot : inputs) {
      given.add(frame.get(slot));
    }
    Budget inner = subgraphs.isEmpty() ? null : frame.inner();
    Call call = new Call(node, given, name -> bound(name, frame, inner));
    try {
      if (frame.reuses()) {
        runInBlock(call);
      } else {
        operator.run(call);
      }
      frame.spend(elements(call.outputs()));
    } catch (OnnxCallException e) {
      throw e;
    } catch (RuntimeException e) {
      if (OpListener.current() != null && e instanceof IllegalStateException) {
        throw e; // a trace or a profile refuses what it saw
      }
      throw failed(String.valueOf(e.getMessage()), given, e);
    } catch (OutOfMemoryError e) {
      throw failed("needs more memory than this JVM has", given, e);
    }
    List<@Nullable OnnxValue> results = call.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i) >= 0) {
        if (i >= results.size()) {
          throw failed("it has no output %d".formatted(i), given, null);
        }
        frame.put(outputs.get(i), results.get(i));
      }
    }
    for (int slot : last) {
      frame.put(slot, null);
    }
  }

  /** What the operator computes beside its outputs ends with it. */
  private void runInBlock(Call call) {
    try (Workspace block = Workspace.open()) {
      operator.run(call);
      for (OnnxValue value : call.outputs()) {
        FrameMemory.keep(block, value);
      }
    }
  }

  private @Nullable BoundProgram bound(String name, Frame frame, @Nullable Budget inner) {
    Program program = subgraphs.get(name);
    return program == null || inner == null ? null : new BoundProgram(program, frame, inner);
  }

  private static long elements(List<@Nullable OnnxValue> values) {
    long elements = 0;
    for (OnnxValue value : values) {
      elements += value instanceof OnnxValue.Single(Tensor tensor) ? tensor.count() : 0;
    }
    return elements;
  }

  private OnnxCallException failed(
      String problem, List<@Nullable OnnxValue> given, @Nullable Throwable cause) {
    List<String> types = new ArrayList<>();
    for (OnnxValue value : given) {
      types.add(show(value));
    }
    return new OnnxCallException(
        "node '%s' (%s of %s): %s"
            .formatted(
                node.name(), node.op().replace("forja.", ""), String.join(", ", types), problem),
        cause);
  }

  private static String show(@Nullable OnnxValue value) {
    return switch (value) {
      case null -> "nothing";
      case OnnxValue.Single(Tensor tensor) -> tensor.dtype() + Shapes.show(tensor.shape());
      case OnnxValue.Sequence(List<Tensor> tensors) -> "a sequence of " + tensors.size();
      case OnnxValue.Nothing _ -> "an empty optional";
    };
  }
}
