package dev.forja.onnx;

import static dev.forja.onnx.Protos.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.HookHandle;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs as modules: names, types, scopes, state, subgraphs, other files, and what is refused. */
class OnnxModelTest {
  private static ValueInfoProto info(String name, DataType type, String... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String size : sizes) {
      shape.addDim(
          Character.isDigit(size.charAt(0))
              ? Dimension.newBuilder().setDimValue(Long.parseLong(size))
              : Dimension.newBuilder().setDimParam(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static NodeProto node(String op, String name, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .setName(name)
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  private static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxGraph load(GraphProto.Builder graph) throws OnnxException {
    return OnnxModel.load("m.onnx", new ByteArrayInputStream(model(graph)));
  }

  /** y = relu(x w + b), in two scopes, with the nodes in the wrong order. */
  private static GraphProto.Builder network() {
    return GraphProto.newBuilder()
        .addInput(info("x", DataType.FLOAT, "n", "2"))
        .addOutput(info("y", DataType.FLOAT, "n", "2"))
        .addInitializer(floats("body.0.weight", new long[] {2, 2}, 1, 0, 0, -1))
        .addInitializer(floats("body.0.bias", new long[] {2}, 1, 1))
        .addNode(node("Relu", "/body/body.1/Relu", List.of("h"), "y"))
        .addNode(node("Add", "/body/body.0/Add", List.of("p", "body.0.bias"), "h"))
        .addNode(node("MatMul", "/body/body.0/MatMul", List.of("x", "body.0.weight"), "p"));
  }

  @Test
  void aGraphIsCalledByNamesAndWithOneTensor() throws Exception {
    OnnxGraph graph = load(network());
    assertThat(graph.inputs()).hasToString("{x=float[n, 2]}");
    Tensor x = Tensor.of(new float[] {1, 2, -3, 4}, 2, 2);
    assertThat(graph.call(x).toFloats()).containsExactly(2, 0, 0, 0);
    assertThat(y(graph, Map.of("x", x))).containsExactly(2, 0, 0, 0);
    assertThat(graph.call(Tensor.ones(5, 2)).shape()).containsExactly(5, 2);
  }

  @Test
  void scopesAreModulesWithPathsHooksAndState() throws Exception {
    OnnxGraph graph = load(network());
    assertThat(graph.namedModules().keySet())
        .containsExactlyInAnyOrder("", "body", "body.body.0", "body.body.1");
    assertThat(graph.namedParameters().keySet())
        .containsExactlyInAnyOrder("body.0.weight", "body.0.bias");
    List<String> seen = new ArrayList<>();
    OnnxScope linear = graph.module("body.body.0", OnnxScope.class);
    try (HookHandle _ =
        linear
            .callHooks()
            .registerForwardHook(
                (self, args, result) -> {
                  seen.add(self.path() + " " + args.inputs().keySet() + result.keySet());
                  var changed = new LinkedHashMap<>(result);
                  changed.put("h", Objects.requireNonNull(result.get("h")).mul(10));
                  return changed;
                })) {
      Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
      assertThat(graph.call(x).toFloats()).containsExactly(20, 0);
    }
    assertThat(seen).containsExactly("body.body.0 [x][h]");
  }

  /** What is inside of a call uses its memory again; results, and what hooks have seen, do not. */
  @Test
  void resultsAndWhatHooksKeepOutliveTheCalls() throws Exception {
    GraphProto.Builder network =
        network()
            .addOutput(info("flat", DataType.FLOAT, "m"))
            .addOutput(info("same", DataType.FLOAT, "n", "2"))
            .addInitializer(Protos.tensor("all", DataType.INT64, 1).addInt64Data(-1))
            .addNode(node("Neg", "/head/Neg", List.of("h"), "i"))
            .addNode(node("Neg", "/head/Back", List.of("i"), "j"))
            .addNode(node("Reshape", "/head/Reshape", List.of("j", "all"), "flat"))
            .addNode(node("Exp", "/head/Exp", List.of("j"), "k"))
            .addNode(node("Log", "/head/Log", List.of("k"), "l"))
            .addNode(node("Identity", "/head/Identity", List.of("x"), "same"));
    OnnxGraph graph = load(network);
    List<Tensor> kept = new ArrayList<>();
    List<Map<String, Tensor>> results = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Tensor x = Tensor.full(new int[] {3, 2}, i);
      results.add(graph.call(Map.of("x", x)));
      if (i % 2 == 0) {
        try (HookHandle _ =
            graph
                .module("body.body.0", OnnxScope.class)
                .callHooks()
                .registerForwardHook(
                    (self, args, result) -> {
                      kept.add(Objects.requireNonNull(result.get("h")).mul(2));
                      return result;
                    })) {
          results.add(graph.call(Map.of("x", x)));
        }
      } else {
        results.add(Workspace.call(() -> graph.call(Map.of("x", x))));
      }
    }
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 2; j++) {
        Map<String, Tensor> result = results.get(2 * i + j);
        if (i % 2 == 0 || j == 0) {
          assertThat(values(result, "flat"))
              .containsExactly(i + 1, 1 - i, i + 1, 1 - i, i + 1, 1 - i);
          assertThat(values(result, "y")).startsWith(i + 1, Math.max(0, 1 - i));
        } else {
          assertThatThrownBy(() -> values(result, "flat")).hasMessageContaining("Workspace");
        }
        assertThat(values(result, "same")).startsWith(i, i, i, i);
      }
    }
    assertThat(kept.get(2).toFloats()).startsWith(10, -6, 10, -6);
  }

  private static float[] values(Map<String, Tensor> result, String name) {
    return Objects.requireNonNull(result.get(name)).toFloats();
  }

  @Test
  void anOverriddenParameterGetsItsGradient() throws Exception {
    OnnxGraph graph = load(network());
    Tensor other = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2).requiresGrad(true);
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    ParameterOverride.run(
        Map.of(graph.parameter("body.0.weight"), other), () -> graph.call(x).sum().backward());
    assertThat(Objects.requireNonNull(other.grad()).toFloats()).containsExactly(1, 1, 2, 2);
  }

  @Test
  void aGraphCanBeTrained() throws Exception {
    OnnxGraph graph = load(network());
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    assertThat(graph.call(x).requiresGrad()).isFalse();
    graph.requiresGrad(true);
    graph.call(x).sum().backward();
    assertThat(Objects.requireNonNull(graph.parameter("body.0.weight").grad()).toFloats())
        .containsExactly(1, 0, 2, 0);
  }

  @Test
  void wrongInputsAreSaid() throws Exception {
    OnnxGraph graph = load(network());
    assertThatThrownBy(() -> graph.call(Map.of("z", Tensor.ones(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no input 'z': expected {x=float[n, 2]}");
    assertThatThrownBy(() -> graph.call(Map.of()))
        .hasMessageContaining("'x' (float[n, 2]) is missing");
    assertThatThrownBy(() -> graph.call(Tensor.ones(1, 3)))
        .hasMessage("input 'x' has the shape [1, 3], expected float[n, 2]");
    assertThatThrownBy(() -> graph.call(Tensor.of(new long[] {1, 2}, 1, 2)))
        .hasMessage("input 'x' is I64, expected float[n, 2]");
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnce() {
    GraphProto.Builder graph =
        network()
            .addNode(node("Fancy", "/a/Fancy", List.of("y"), "f"))
            .addNode(node("Fancy", "/b/Fancy", List.of("f"), "g"))
            .addNode(
                node("Relu", "/c/Relu", List.of("g"), "i").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder().setName("slope").setType(AttributeType.INT)));
    assertThatThrownBy(() -> load(graph))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "m.onnx: needs what is not supported: attribute 'slope' of Relu (1, first at"
                + " '/c/Relu'); operator Fancy (2, first at '/a/Fancy')");
  }

  @Test
  void circlesAndUnknownNamesAreRefused() {
    GraphProto.Builder circle =
        network()
            .addNode(node("Relu", "first", List.of("b"), "a"))
            .addNode(node("Relu", "second", List.of("a"), "b"));
    assertThatThrownBy(() -> load(circle)).hasMessageContaining("need each other in a circle");
    assertThatThrownBy(() -> load(network().addNode(node("Relu", "r", List.of("none"), "a"))))
        .hasMessage("m.onnx: node 'r' ('Relu'): nothing is named 'none'");
    assertThatThrownBy(() -> load(network().addNode(node("Relu", "r", List.of("x"), "y"))))
        .hasMessageContaining("the name 'y' is given twice");
  }

  @Test
  void aNodeThatCannotBeComputedIsNamed() throws Exception {
    GraphProto.Builder graph =
        network().clearNode().addNode(node("Concat", "/a/Concat", List.of("x"), "y"));
    assertThatThrownBy(() -> load(graph).call(Tensor.of(new float[0], 0, 2).sum(1)))
        .isInstanceOf(IllegalArgumentException.class);
    GraphProto.Builder gemm =
        network()
            .clearNode()
            .addNode(node("MatMul", "/a/MatMul", List.of("x", "body.0.bias"), "t"))
            .addNode(node("MatMul", "/b/MatMul", List.of("t", "body.0.weight"), "y"));
    assertThatThrownBy(() -> load(gemm).call(Tensor.ones(3, 2)))
        .isInstanceOf(OnnxCallException.class)
        .hasMessageStartingWith("node '/b/MatMul' (MatMul of F32[3], F32[2, 2]): ");
  }

  @Test
  void subgraphsReadTheGraphAroundThem() throws Exception {
    GraphProto plus =
        GraphProto.newBuilder()
            .addNode(node("Add", "", List.of("x", "body.0.bias"), "then"))
            .addOutput(info("then", DataType.FLOAT, "n", "2"))
            .build();
    GraphProto same =
        GraphProto.newBuilder()
            .addNode(node("Identity", "", List.of("x"), "else"))
            .addOutput(info("else", DataType.FLOAT, "n", "2"))
            .build();
    NodeProto branch =
        node("If", "/choice/If", List.of("wanted"), "y").toBuilder()
            .addAttribute(attribute("then_branch", plus))
            .addAttribute(attribute("else_branch", same))
            .build();
    GraphProto.Builder graph =
        network().clearNode().addInput(info("wanted", DataType.BOOL)).addNode(branch);
    OnnxGraph loaded = load(graph);
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    Tensor yes = Tensor.of(new boolean[] {true}).reshape();
    assertThat(y(loaded, Map.of("x", x, "wanted", yes))).containsExactly(2, 3);
    assertThat(y(loaded, Map.of("x", x, "wanted", yes.logicalNot()))).containsExactly(1, 2);
  }

  /** As exporters merge two decoders: the branches use the names of the outputs of the node. */
  @Test
  void namesInSubgraphsHideThoseAroundThem() throws Exception {
    GraphProto twice =
        GraphProto.newBuilder()
            .addInitializer(floats("later", new long[] {1}, 2))
            .addNode(node("Mul", "", List.of("x", "later"), "y"))
            .addOutput(info("y", DataType.FLOAT, "n", "2"))
            .build();
    GraphProto same =
        GraphProto.newBuilder()
            .addNode(node("Identity", "", List.of("x"), "y"))
            .addOutput(info("y", DataType.FLOAT, "n", "2"))
            .build();
    NodeProto branch =
        node("If", "choice", List.of("wanted"), "y").toBuilder()
            .addAttribute(attribute("then_branch", twice))
            .addAttribute(attribute("else_branch", same))
            .build();
    GraphProto.Builder graph =
        network()
            .clearNode()
            .addInput(info("wanted", DataType.BOOL))
            .addNode(node("Neg", "after", List.of("y"), "later"))
            .addNode(branch);
    OnnxGraph loaded = load(graph);
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    Tensor yes = Tensor.of(new boolean[] {true}).reshape();
    assertThat(y(loaded, Map.of("x", x, "wanted", yes))).containsExactly(2, 4);
    assertThat(y(loaded, Map.of("x", x, "wanted", yes.logicalNot()))).containsExactly(1, 2);
  }

  private static float[] y(OnnxGraph graph, Map<String, Tensor> inputs) {
    return Objects.requireNonNull(graph.call(inputs).get("y")).toFloats();
  }

  private static AttributeProto attribute(String name, GraphProto graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  @Test
  void valuesLieInFilesInsideOfTheFolderOnly(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {9, 9, 1, 2, 3, 4}) {
      bytes.putFloat(value);
    }
    Files.write(home.resolve("weights.bin"), bytes.array());
    Files.write(folder.resolve("outside.bin"), bytes.array());
    assertThat(external(home, "weights.bin").call(Tensor.ones(1, 2)).toFloats())
        .containsExactly(4, 6);
    assertThatThrownBy(() -> external(home, "../outside.bin"))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("outside of the folder of the model");
    assertThatThrownBy(() -> external(home, folder.resolve("outside.bin").toString()))
        .hasMessageContaining("outside of the folder of the model");
    assertThatThrownBy(() -> external(home, "none.bin"))
        .hasMessageContaining("there is no file 'none.bin' beside it");
    Files.createSymbolicLink(home.resolve("link.bin"), folder.resolve("outside.bin"));
    assertThatThrownBy(() -> external(home, "link.bin"))
        .hasMessageContaining("outside of the folder of the model");
  }

  private static OnnxGraph external(Path home, String location) throws Exception {
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(2)
            .addDims(2)
            .setDataLocation(DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", "8"))
            .addExternalData(entry("length", "16"));
    GraphProto.Builder graph =
        network()
            .clearNode()
            .clearInitializer()
            .addInitializer(weight)
            .addNode(node("MatMul", "", List.of("x", "w"), "y"));
    Path file = home.resolve("m.onnx");
    Files.write(file, model(graph));
    return OnnxModel.load(file);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** A small file cannot fill the memory, unless its user says that it may. */
  @Test
  void whatWouldGiveTooManyElementsIsRefused() throws Exception {
    Drawn drawn =
        Drawn.graph()
            .input("x", "1")
            .nodes("big = Expand(x, [1000 20000])\n y = ReduceMax(big) keepdims=0")
            .output("y");
    Map<String, Tensor> given = Map.of("x", Tensor.ones(1));
    OnnxGraph graph = drawn.load(OnnxOptions.defaults());
    assertThatThrownBy(() -> graph.call(given))
        .isInstanceOf(OnnxCallException.class)
        .hasMessageContaining("(Expand of ")
        .hasMessageContaining("than the 16777216 elements that a tensor may have here");
    OnnxGraph free = drawn.load(OnnxOptions.defaults().withLimits(false));
    assertThat(free.call(given).get("y")).isNotNull();
  }
}
