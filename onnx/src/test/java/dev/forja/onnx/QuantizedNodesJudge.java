package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtSession;
import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The nodes of quantized networks one by one, each on the values that ONNX Runtime computes: all
 * integers must be equal. Products of uint8 and int8 may also be those that {@link SaturatingPairs}
 * gives, every element of them, as ONNX Runtime computes them on processors without VNNI. Run by
 * name, with the folder that {@code src/test/real/fetch} has filled in the system property {@code
 * forja.onnx.real}.
 */
class QuantizedNodesJudge {
  private static final double TOLERANCE = 1e-4;

  /** How many nodes are run at once, which holds their values in memory. */
  private static final int TOGETHER = 24;

  private final List<String> wrong = new ArrayList<>();
  private int judged;
  private int integers;
  private int saturated;
  private double most;

  @Test
  void everyIntegerOfEveryNodeIsThatOfOnnxRuntime() throws Exception {
    Path folder = Path.of(Objects.requireNonNull(System.getProperty("forja.onnx.real")));
    String only = System.getProperty("forja.onnx.only", "");
    for (RealModel model : RealModel.all()) {
      if (!model.name().contains("int8") || !model.name().contains(only)) {
        continue;
      }
      Path file = folder.resolve(model.name() + ".onnx");
      Map<String, OnnxTensorType> types = OnnxModel.load(file).inputs();
      for (String call : model.calls()) {
        Map<String, Tensor> inputs = RealInputs.of(call, types, 7);
        judge(model.name(), SingleNodes.of(Files.readAllBytes(file), inputs), inputs);
      }
      System.out.printf(
          "%s: %d nodes, of which %d give integers; %d wrong; %d held to 16 bits by the judge;"
              + " largest difference %.1e%n",
          model.name(), judged, integers, wrong.size(), saturated, most);
    }
    assertThat(wrong).isEmpty();
  }

  private void judge(String name, SingleNodes model, Map<String, Tensor> inputs) throws Exception {
    for (int from = 0; from < model.nodes().size(); from += TOGETHER) {
      List<NodeProto> some =
          model.nodes().subList(from, Math.min(model.nodes().size(), from + TOGETHER));
      Set<String> needed = model.values(some);
      Map<String, Tensor> values = new HashMap<>(inputs);
      try (OrtRun judge =
          new OrtRun(model.giving(needed), 1, OrtSession.SessionOptions.OptLevel.NO_OPT)) {
        values.putAll(judge.run(inputs));
      }
      for (NodeProto node : some) {
        compare(name, model, node, model.run(node, values), values);
      }
    }
  }

  private void compare(
      String name,
      SingleNodes model,
      NodeProto node,
      Map<String, Tensor> found,
      Map<String, Tensor> values)
      throws Exception {
    judged++;
    for (Map.Entry<String, Tensor> each : found.entrySet()) {
      String output = each.getKey();
      Tensor tensor = each.getValue();
      Tensor expected = Objects.requireNonNull(values.get(output), output);
      double difference = Differences.of(expected, tensor);
      integers += expected.dtype().isFloat() ? 0 : 1;
      if (difference > TOLERANCE
          && node.getOpType().equals("MatMulInteger")
          && isSaturated(model, node, values)) {
        saturated++;
        continue;
      }
      most = Math.max(most, difference);
      if (difference > TOLERANCE) {
        wrong.add("%s: %s of %s: %s".formatted(name, output, node.getOpType(), difference));
      }
    }
  }

  /** Whether what the judge gives for a product is what sums of 16 bits give, in every element. */
  private static boolean isSaturated(SingleNodes model, NodeProto node, Map<String, Tensor> values)
      throws Exception {
    Tensor a = model.value(node.getInput(0), values);
    Tensor b = model.value(node.getInput(1), values);
    if (a.dtype() != DType.U8 || b.dtype() != DType.I8 || b.rank() != 2) {
      return false;
    }
    long[] none = {0};
    boolean left = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
    boolean right = node.getInputCount() > 3 && !node.getInput(3).isEmpty();
    long[] aZero = left ? model.value(node.getInput(2), values).toLongs() : none;
    long[] bZero = right ? model.value(node.getInput(3), values).toLongs() : none;
    Tensor given = Objects.requireNonNull(values.get(node.getOutput(0)));
    return aZero.length == 1
        && Arrays.equals(SaturatingPairs.product(a, b, aZero[0], bZero), given.toLongs());
  }
}
