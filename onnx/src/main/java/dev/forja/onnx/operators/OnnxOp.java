package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators of ONNX that can be called from Java, for source that is written from a graph, where no
 * method of {@link Tensor} does the same. Safe for use by many threads.
 */
public final class OnnxOp {
  private OnnxOp() {}

  /**
   * Runs an operator and gives its first output.
   *
   * @param op its name, such as {@code Resize}
   * @param opset the version of the operator set
   * @param attributes its attributes, as {@link OnnxNode} has them
   * @param inputs the inputs in order, null for one that is left out
   * @throws IllegalArgumentException if there is no such operator, or the inputs do not suit it
   */
  public static Tensor call(
      String op, long opset, Map<String, Object> attributes, @Nullable Tensor... inputs) {
    return all(op, opset, attributes, 1, inputs).getFirst();
  }

  /**
   * Runs an operator and gives its outputs.
   *
   * @param outputs how many outputs are wanted
   * @throws IllegalArgumentException if there is no such operator, or the inputs do not suit it
   */
  public static List<Tensor> all(
      String op,
      long opset,
      Map<String, Object> attributes,
      int outputs,
      @Nullable Tensor... inputs) {
    Operator listed = OperatorTable.all().find(op);
    Operator operator = listed == null ? Fused.find(op) : listed;
    if (operator == null) {
      throw new IllegalArgumentException("there is no operator '%s'".formatted(op));
    }
    List<@Nullable OnnxValue> values = new ArrayList<>();
    Arrays.stream(inputs).forEach(x -> values.add(x == null ? null : OnnxValue.of(x)));
    Call call = new Call(new OnnxNode(op, op, opset, attributes, outputs), values, _ -> null);
    operator.run(call);
    List<Tensor> results = new ArrayList<>();
    for (OnnxValue value : call.outputs()) {
      if (!(value instanceof OnnxValue.Single(Tensor tensor))) {
        throw new IllegalArgumentException("'%s' gives no tensor".formatted(op));
      }
      results.add(tensor);
    }
    return results;
  }
}
