package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines the names in the state dict, as described in {@link OnnxFile#stateDict}. */
final class StateNames {
  private static final String ANONYMOUS = "onnx::";

  /** Begins the names that exporters make up for constants. */
  private static final String MADE_UP = "/";

  /** A name that an exporter gave to a value, not to a parameter. */
  private static final Pattern NUMBERED = Pattern.compile("onnx::.*|[0-9]+");

  /** A state dict may be so many times as large as the values of the file. */
  private static final int MOST_TIMES = 16;

  /** The exporter's name of a node: the scope of its module, followed by the operator. */
  private static final Pattern NODE = Pattern.compile("/(?<scope>.+)/(?<operator>\\w+?)(_[0-9]+)?");

  /** The parameters that stand at the inputs of operators; the first input is the data. */
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "MatMul", List.of("", "weight"),
          "Gemm", List.of("", "weight", "bias"),
          "Conv", List.of("", "weight", "bias"),
          "ConvTranspose", List.of("", "weight", "bias"),
          "LayerNormalization", List.of("", "weight", "bias"),
          "InstanceNormalization", List.of("", "weight", "bias"),
          "PRelu", List.of("", "weight"),
          "BatchNormalization", List.of("", "weight", "bias", "running_mean", "running_var"));

  /** How the file keeps a parameter: transposed or not, and to be multiplied by a factor. */
  private record Form(boolean turned, float factor) {
    static final Form PLAIN = new Form(false, 1);
  }

  private final String file;
  private final Map<String, SequencedMap<String, Form>> names = new LinkedHashMap<>();

  /** Other names of tensors, given by nodes that only pass them on. */
  private final Map<String, String> passedOn = new LinkedHashMap<>();

  StateNames(String file, GraphProto graph) {
    this.file = file;
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Identity")
          && node.getInputCount() == 1
          && node.getOutputCount() == 1) {
        passedOn.put(node.getOutput(0), origin(node.getInput(0)));
      }
      Matcher name = NODE.matcher(node.getName());
      List<String> parameters = PARAMETERS.getOrDefault(node.getOpType(), List.of());
      if (name.matches() && name.group("operator").equals(node.getOpType())) {
        String scope = name.group("scope").replace('/', '.') + ".";
        for (int i = 1; i < Math.min(parameters.size(), node.getInputCount()); i++) {
          String input = origin(node.getInput(i));
          if (input.startsWith(ANONYMOUS)) {
            names
                .computeIfAbsent(input, _ -> new LinkedHashMap<>())
                .putIfAbsent(scope + parameters.get(i), form(node, i));
          }
        }
      }
    }
  }

  private String origin(String name) {
    return passedOn.getOrDefault(name, name);
  }

  private static Form form(NodeProto node, int input) {
    return switch (node.getOpType()) {
      case "MatMul" -> new Form(true, 1);
      case "Gemm" ->
          input == 1
              ? new Form(integer(node, "transB") == 0, real(node, "alpha"))
              : new Form(false, real(node, "beta"));
      default -> Form.PLAIN;
    };
  }

  private static long integer(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(0);
  }

  private static float real(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .map(AttributeProto::getF)
        .findFirst()
        .orElse(1f);
  }

  /**
   * The tensors by their names.
   *
   * @param constants the names of arrays that are constants; exporters number most of them
   */
  SequencedMap<String, Tensor> apply(SequencedMap<String, NdArray> arrays, Set<String> constants)
      throws OnnxException {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    Map<String, String> origin = new LinkedHashMap<>();
    passedOn.forEach(
        (name, from) -> {
          if (arrays.containsKey(from) && !arrays.containsKey(name)) {
            names.computeIfAbsent(from, _ -> new LinkedHashMap<>()).put(name, Form.PLAIN);
          }
        });
    long most =
        MOST_TIMES * Math.max(1024, arrays.values().stream().mapToLong(NdArray::count).sum());
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      Map<Form, NdArray> formed = new LinkedHashMap<>();
      for (Map.Entry<String, Form> name : namesOf(entry.getKey(), entry.getValue()).entrySet()) {
        if (name.getKey().startsWith(MADE_UP)
            || (constants.contains(name.getKey()) && NUMBERED.matcher(name.getKey()).matches())) {
          continue;
        }
        String other = origin.putIfAbsent(name.getKey(), entry.getKey());
        if (other != null) {
          throw OnnxException.inEntry(
              file,
              entry.getKey(),
              "its name in the state dict is %s, which is also that of %s"
                  .formatted(OnnxException.quote(name.getKey()), OnnxException.quote(other)));
        }
        most -= entry.getValue().count();
        if (most < 0) {
          throw OnnxException.inEntry(
              file,
              entry.getKey(),
              "so many nodes name it that the state dict would be more than %d times as large as"
                      .formatted(MOST_TIMES)
                  + " the values of the file; read its initializers instead");
        }
        NdArray array = formed.computeIfAbsent(name.getValue(), f -> in(f, entry.getValue()));
        state.put(name.getKey(), Tensor.of(array));
      }
    }
    return state;
  }

  /** The names of a tensor, with the form in which the file has it under each. */
  private SequencedMap<String, Form> namesOf(String name, NdArray array) {
    SequencedMap<String, Form> found = new LinkedHashMap<>();
    names
        .getOrDefault(name, new LinkedHashMap<>())
        .forEach(
            (given, form) -> {
              if (!form.turned || array.rank() == 2) {
                found.put(given, form);
              }
            });
    if (found.isEmpty() || !name.startsWith(ANONYMOUS)) {
      found.putFirst(name, Form.PLAIN);
    }
    return found;
  }

  private static NdArray in(Form form, NdArray array) {
    NdArray turned = form.turned ? array.transpose(0, 1).contiguous(Allocator.HEAP) : array;
    if (form.factor == 1) {
      return turned;
    }
    return Tensor.of(turned).to(DType.F32).mul(form.factor).array();
  }
}
