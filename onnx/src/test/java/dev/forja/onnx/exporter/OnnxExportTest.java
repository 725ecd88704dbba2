package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.MaxPool2dOptions;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.Size2d;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.onnx.OnnxFile;
import dev.forja.op.Op;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {
  @TempDir private Path folder;

  private static Graph trace(UnaryOperator<Tensor> model, Tensor input) {
    return NoGrad.call(() -> Trace.record(() -> model.apply(input)));
  }

  @Test
  void everyOpIsExportedOrRefused() throws Exception {
    Set<String> known = new HashSet<>();
    Stream.concat(Rules.exportedOps().stream(), Rules.refusedOps().keySet().stream())
        .map(Class::getSimpleName)
        .forEach(known::add);
    Path classes = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(opNames(classes)).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(known);
    assertThat(Rules.exportedOps()).doesNotContainAnyElementsOf(Rules.refusedOps().keySet());
  }

  /** The names of all ops, from a folder of classes or from a jar. */
  private static List<String> opNames(Path classes) throws Exception {
    if (Files.isDirectory(classes)) {
      return ops(classes.resolve("dev/forja/op"));
    }
    try (FileSystem jar = FileSystems.newFileSystem(classes)) {
      return ops(jar.getPath("dev/forja/op"));
    }
  }

  private static List<String> ops(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Op.class") && !name.equals("Op.class"))
          .filter(name -> !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(OnnxExportTest::isPublic)
          .toList();
    }
  }

  /** Others are ops of gradients of gradients, which only a recorded backward pass runs. */
  private static boolean isPublic(String op) {
    try {
      return Modifier.isPublic(Class.forName("dev.forja.op." + op).getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nodesCarryThePathsOfModulesAndWeightsTheirNames() {
    Sequential model = Sequential.of(Sequential.of(Linear.of(3, 2), ReLU.of()), Linear.of(2, 2));
    OnnxExport export = OnnxExport.of(trace(model, Tensor.randn(4, 3)));
    assertThat(export.proto().getGraph().getNodeList())
        .extracting(NodeProto::getName)
        .contains("/0/0/MatMul", "/0/1/Relu", "/1/MatMul", "/1/Add");
    assertThat(export.proto().getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("0.0.weight", "0.0.bias", "1.weight", "1.bias");
  }

  @Test
  void aTiedWeightIsWrittenOnce() {
    Linear shared = Linear.of(3, 3);
    Sequential model = Sequential.of(shared, ReLU.of(), shared);
    OnnxExport export = OnnxExport.of(trace(model, Tensor.randn(4, 3)));
    assertThat(export.proto().getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("0.weight", "0.bias");
  }

  @Test
  void whatIsSavedReadsBackAsTheStateDict() throws Exception {
    Sequential model = Sequential.of(Linear.of(3, 2), ReLU.of(), Linear.of(2, 2));
    Path file = folder.resolve("model.onnx");
    OnnxExport.of(trace(model, Tensor.randn(4, 3))).save(file);
    Sequential loaded = Sequential.of(Linear.of(3, 2), ReLU.of(), Linear.of(2, 2));
    loaded.loadStateDict(OnnxFile.read(file).stateDict());
    assertThat(loaded.parameters().getFirst().toFloats())
        .isEqualTo(model.parameters().getFirst().toFloats());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anyBatchRunsWhereItIsOpen() throws Exception {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 4, 3),
            BatchNorm2d.of(4),
            ReLU.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Linear.of(4 * 3 * 3, 5));
    model.eval();
    Graph graph =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst()),
            sizes -> List.of(Tensor.randn(sizes[0], 1, 8, 8)),
            Dim.of("batch", 1, 64));
    assertSame(OnnxExport.of(graph), model, Tensor.randn(7, 1, 8, 8));
  }

  @Test
  void anyBatchAndSequenceRunThroughAnEncoderLayer() throws Exception {
    TransformerEncoderLayer layer =
        TransformerEncoderLayer.of(
            12, 3, TransformerOptions.defaults().withDimFeedforward(20).withBatchFirst(true));
    layer.eval();
    UnaryOperator<Tensor> model = x -> layer.call(x, null, null);
    Graph graph =
        Trace.dynamic(
            inputs -> model.apply(inputs.getFirst()),
            sizes -> List.of(Tensor.randn(sizes[0], sizes[1], 12)),
            Dim.of("batch", 1, 16),
            Dim.of("sequence", 1, 32));
    OnnxExport export = OnnxExport.of(graph);
    assertThat(export.proto().getGraph().getInput(0).toString()).contains("batch", "sequence");
    assertSame(export, model, Tensor.randn(1, 4, 12));
    assertSame(export, model, Tensor.randn(6, 1, 12));
    assertSame(export, model, Tensor.randn(4, 9, 12));
  }

  private static void assertSame(OnnxExport export, UnaryOperator<Tensor> model, Tensor input)
      throws Exception {
    float[] here = NoGrad.call(() -> model.apply(input)).toFloats();
    try (Engine engine = new Engine(export.toBytes())) {
      List<Tensor> there = engine.run(Map.of("input0", input));
      assertThat(there.getFirst().toFloats()).containsExactly(here, within(2e-5f));
    }
  }

  @Test
  void whatIsForTrainingIsRefusedWithItsPlace() {
    Sequential model = Sequential.of(Conv2d.of(1, 2, 3), BatchNorm2d.of(2));
    Graph graph = trace(model, Tensor.randn(2, 1, 5, 5));
    assertThatThrownBy(() -> OnnxExport.of(graph))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("batch_norm in 1 (BatchNorm2d).call")
        .hasMessageContaining("after eval()");
  }

  @Test
  void aLoopOverTheSequenceIsRefusedWhenItsLengthIsOpen() {
    Linear cell = Linear.of(3, 3);
    UnaryOperator<Tensor> model =
        x -> {
          Tensor state = Tensor.zeros(2, 3);
          for (int i = 0; i < x.size(0); i++) {
            state = cell.call(state.add(x.select(0, i))).tanh();
          }
          return state;
        };
    assertThatThrownBy(
            () ->
                Trace.dynamic(
                    inputs -> model.apply(inputs.getFirst()),
                    sizes -> List.of(Tensor.randn(sizes[0], 2, 3)),
                    Dim.of("length", 1, 9)))
        .hasMessageContaining("a branch or a loop depends on a size");
    Graph five = trace(model, Tensor.randn(5, 2, 3));
    assertThat(OnnxExport.of(five).proto().getGraph().getNodeCount()).isPositive();
  }

  @Test
  void aModelThatTheReferenceImplementationHasNotJudgedFails() throws Exception {
    byte[] judged = OnnxExport.of(trace(Linear.of(3, 2)::call, Tensor.randn(4, 3))).toBytes();
    ModelProto other = ModelProto.parseFrom(judged).toBuilder().setProducerName("other").build();
    assertThatThrownBy(() -> Verdicts.check(other))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has not judged this model yet");
  }

  private static List<Tensor> run(Path file, Map<String, Tensor> inputs) throws Exception {
    try (Engine engine = new Engine(file)) {
      return engine.run(inputs);
    }
  }

  @Test
  void weightsThatAreTooManyForOneFileGoIntoASecond() throws Exception {
    Sequential model = Sequential.of(Linear.of(300, 200), ReLU.of(), Linear.of(200, 3));
    Tensor x = Tensor.randn(4, 300);
    OnnxExport export = OnnxExport.of(trace(model, x));
    Path file = folder.resolve("model.onnx");
    export.save(file);
    assertThat(names()).containsExactly("model.onnx");
    float[] expected = NoGrad.call(() -> model.call(x)).toFloats();
    for (int i = 0; i < 2; i++) {
      export.save(file, 1000);
      assertThat(names()).hasSize(2).anyMatch(name -> name.matches("model.onnx.[0-9a-f]{8}.data"));
      assertThat(Files.size(file)).isLessThan(3000);
      assertThat(run(file, Map.of("input0", x)).getFirst().toFloats())
          .containsExactly(expected, within(1e-5f));
    }
    assertThatThrownBy(() -> export.proto(1000))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("more than the 2 GiB that one ONNX file may hold")
        .hasMessageContaining("save(path)");
    assertThatThrownBy(() -> export.save(folder.resolve("missing").resolve("model.onnx"), 1000))
        .isInstanceOf(IOException.class);
    export.save(file);
    assertThat(names()).containsExactly("model.onnx");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theBytesOfWeightsAreCountedBeyondTwoGibibytes() {
    // One parameter used in many places; for the file, it counts as many weights.
    float[] shared = new float[1 << 20];
    Weights weights = new Weights();
    for (int i = 0; i < 1024; i++) {
      weights.add("w" + i, NdArray.dense(Storage.of(shared), 1 << 20));
    }
    assertThat(weights.bytes()).isEqualTo(4L << 30);
  }

  @Test
  void declaredShapesOfPoolsAreThoseOfTheWindows() throws Exception {
    Sequential model =
        Sequential.of(
            MaxPool2d.of(
                Size2d.of(2),
                MaxPool2dOptions.defaults()
                    .withStride(Size2d.of(3))
                    .withPadding(Size2d.of(1))
                    .withCeilMode(true)),
            Conv2d.of(1, 2, 1));
    model.eval();
    Tensor x = Tensor.randn(1, 1, 4, 4);
    OnnxExport export = OnnxExport.of(trace(model, x));
    NodeProto pool =
        export.proto().getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("MaxPool"))
            .findFirst()
            .orElseThrow();
    assertThat(pool.getAttributeList())
        .filteredOn(attribute -> attribute.getName().equals("ceil_mode"))
        .allMatch(attribute -> attribute.getI() == 0);
    assertThat(export.proto().getGraph().getOutput(0).getType().getTensorType().getShape())
        .extracting(shape -> shape.getDimList().stream().map(dim -> dim.getDimValue()).toList())
        .isEqualTo(List.of(1L, 2L, 2L, 2L));
    assertSame(export, model, x);
  }
}
