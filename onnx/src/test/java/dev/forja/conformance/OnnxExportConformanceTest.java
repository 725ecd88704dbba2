package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.onnx.exporter.Engine;
import dev.forja.onnx.exporter.ExportException;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traces and exports every layer and model of the conformance cases, runs it with ONNX Runtime and
 * compares the results with PyTorch's; or checks that the export is rejected, with the op and its
 * module.
 */
class OnnxExportConformanceTest {
  /** The types whose cases may be rejected; others may be only if they normalise by the batch. */
  private static final Set<String> MAY_BE_REFUSED = Set.of("AdaptiveAvgPool2d", "EmbeddingBag");

  private static final AtomicInteger EXPORTED = new AtomicInteger();
  private static final Map<String, Set<String>> REFUSED = new TreeMap<>();

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    URI index = Objects.requireNonNull(getClass().getResource("/conformance/cases.json")).toURI();
    return all(index).stream()
        .filter(each -> each.kind().equals("layer") || each.kind().equals("model"))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> run(each)));
  }

  /** The cases, which are copied from the jar if they are in one. */
  private static List<Case> all(URI index) throws IOException {
    if (!index.getScheme().equals("jar")) {
      return Case.all(Path.of(index).resolveSibling(""));
    }
    try (FileSystem jar = FileSystems.newFileSystem(index, Map.of());
        Stream<Path> files = Files.walk(jar.getPath("conformance"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(file.toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
    return Case.all(folder.resolve("conformance"));
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "ONNX export: %d cases exported and run by ONNX Runtime, %d refused%n",
        EXPORTED.get(), REFUSED.values().stream().mapToInt(Set::size).sum());
    REFUSED.forEach((reason, names) -> System.out.printf("  %s: %s%n", reason, names));
  }

  private static void run(Case testCase) throws Exception {
    boolean isLayer = testCase.kind().equals("layer");
    Map<String, LayerCases.Row> rows = isLayer ? LayerTable.CASES.rows() : ModelTable.CASES.rows();
    try (CaseFile file = new CaseFile(testCase)) {
      LayerCases.Layer layer =
          Objects.requireNonNull(rows.get(testCase.type())).make(new Args(testCase.args(), file));
      layer.module().train(testCase.training());
      layer.module().loadStateDict(LayerCases.state(file));
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (String name : testCase.inputs()) {
        if (isLayer || name.equals("x")) {
          inputs.put(inputName(name), file.tensor(Case.join("input", name)));
        }
      }
      Graph graph = NoGrad.call(() -> trace(testCase, file, layer, inputs));
      byte[] model;
      try {
        model = OnnxExport.of(graph).toBytes();
      } catch (ExportException refusal) {
        boolean byBatch =
            testCase.training() || Boolean.FALSE.equals(testCase.args().get("track_running_stats"));
        if (!byBatch) {
          assertThat(MAY_BE_REFUSED).as(refusal.getMessage()).contains(testCase.type());
        }
        assertThat(refusal).hasMessageStartingWith("cannot export ");
        String reason = Objects.requireNonNull(refusal.getMessage()).replaceAll(".*: ", "");
        REFUSED.computeIfAbsent(reason, key -> new TreeSet<>()).add(testCase.name());
        return;
      }
      Compare compare = new Compare(testCase, file);
      try (Engine engine = new Engine(model)) {
        List<Tensor> outputs = engine.run(inputs);
        for (int i = 0; i < outputs.size(); i++) {
          compare.check(Case.join("output", testCase.outputs().get(i)), outputs.get(i).array());
        }
        assertThat(outputs).hasSize(graph.outputs().size());
      }
      assertThat(compare.differences())
          .filteredOn(difference -> !difference.endsWith(" was not compared"))
          .as("%s: %s %s", testCase.name(), testCase.type(), testCase.args())
          .isEmpty();
      EXPORTED.incrementAndGet();
    }
  }

  private static String inputName(String name) {
    return name.isEmpty() ? "input" : Character.isDigit(name.charAt(0)) ? "input" + name : name;
  }

  private static Graph trace(
      Case testCase, CaseFile file, LayerCases.Layer layer, Map<String, Tensor> inputs) {
    Map<String, Tensor> named = new HashMap<>();
    for (String name : testCase.inputs()) {
      Tensor input = inputs.get(inputName(name));
      if (input != null) {
        named.put(name, input);
      }
    }
    LayerCases.Inputs call =
        new LayerCases.Inputs(
            new ArrayList<>(inputs.values()), named, new Args(testCase.call(), file));
    return Trace.record(new LinkedHashMap<>(inputs), () -> layer.call().apply(call));
  }
}
