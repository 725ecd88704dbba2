package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines the names in the state dict, as described in {@link OnnxFile#stateDict}. */
final class StateNames {
  private static final String ANONYMOUS = "onnx::";

  /** The exporter's name of a product: the scope of its module, followed by the operator. */
  private static final Pattern PRODUCT = Pattern.compile("/(?<scope>.+)/MatMul(_[0-9]+)?");

  private final String file;
  private final Map<String, Set<String>> names = new LinkedHashMap<>();

  StateNames(String file, GraphProto graph) {
    this.file = file;
    for (NodeProto node : graph.getNodeList()) {
      Matcher product = PRODUCT.matcher(node.getName());
      if (node.getOpType().equals("MatMul") && node.getInputCount() == 2 && product.matches()) {
        String weight = node.getInput(1);
        if (weight.startsWith(ANONYMOUS)) {
          String name = product.group("scope").replace('/', '.') + ".weight";
          names.computeIfAbsent(weight, _ -> new LinkedHashSet<>()).add(name);
        }
      }
    }
  }

  SequencedMap<String, Tensor> apply(SequencedMap<String, NdArray> initializers)
      throws OnnxException {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    Map<String, String> origin = new LinkedHashMap<>();
    for (Map.Entry<String, NdArray> entry : initializers.entrySet()) {
      NdArray array = entry.getValue();
      boolean turned = array.rank() == 2 && names.containsKey(entry.getKey());
      if (turned) {
        array = array.transpose(0, 1).contiguous(Allocator.HEAP);
      }
      Set<String> own = Set.of(entry.getKey());
      for (String name : turned ? names.getOrDefault(entry.getKey(), own) : own) {
        String other = origin.putIfAbsent(name, entry.getKey());
        if (other != null) {
          throw OnnxException.inEntry(
              file,
              entry.getKey(),
              "its name in the state dict is %s, which is also that of %s"
                  .formatted(OnnxException.quote(name), OnnxException.quote(other)));
        }
        state.put(name, Tensor.of(array));
      }
    }
    return state;
  }
}
