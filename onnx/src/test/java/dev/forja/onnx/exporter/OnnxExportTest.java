package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Flatten;
import dev.forja.nn.LSTM;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.onnx.OnnxFile;
import dev.forja.op.Op;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /** The ops that there are, in a folder of classes or in a jar. */
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
          .toList();
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
    Map<String, Tensor> state = new LinkedHashMap<>();
    OnnxFile.read(file).stateDict().forEach((name, array) -> state.put(name, Tensor.of(array)));
    Sequential loaded = Sequential.of(Linear.of(3, 2), ReLU.of(), Linear.of(2, 2));
    loaded.loadStateDict(state);
    assertThat(loaded.parameters().getFirst().toFloats())
        .isEqualTo(model.parameters().getFirst().toFloats());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anyBatchRunsWhereTwoTracesLeftItOpen() throws Exception {
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
        trace(model, Tensor.randn(2, 1, 8, 8)).joinedWith(trace(model, Tensor.randn(3, 1, 8, 8)));
    assertSame(OnnxExport.of(graph, "batch"), model, Tensor.randn(7, 1, 8, 8));
  }

  @Test
  void anyBatchAndSequenceRunThroughAnEncoderLayer() throws Exception {
    TransformerEncoderLayer layer =
        TransformerEncoderLayer.of(
            12, 3, TransformerOptions.defaults().withDimFeedforward(20).withBatchFirst(true));
    layer.eval();
    UnaryOperator<Tensor> model = x -> layer.call(x, null, null);
    Graph graph =
        trace(model, Tensor.randn(2, 5, 12)).joinedWith(trace(model, Tensor.randn(3, 7, 12)));
    OnnxExport export = OnnxExport.of(graph, "batch", "sequence");
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
  void namesForSizesThatAreFixedAreRefused() {
    Linear model = Linear.of(3, 2);
    Graph graph = trace(model, Tensor.randn(4, 3));
    assertThatThrownBy(() -> OnnxExport.of(graph, "batch"))
        .hasMessageContaining("1 names for 0 sizes that may change");
  }

  @Test
  void aLoopOverTheSequenceIsRefusedWhenItsLengthIsOpen() {
    LSTM lstm = LSTM.of(3, 4);
    UnaryOperator<Tensor> model = x -> lstm.call(x, null, null).output();
    Graph five = trace(model, Tensor.randn(5, 2, 3));
    Graph seven = trace(model, Tensor.randn(7, 2, 3));
    assertThatThrownBy(() -> five.joinedWith(seven)).hasMessageContaining("depends on sizes");
    assertThat(OnnxExport.of(five).proto().getGraph().getNodeCount()).isPositive();
  }
}
