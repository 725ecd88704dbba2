package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.nn.Linear;
import dev.forja.onnx.OnnxGraph;
import dev.forja.onnx.OnnxModel;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about ONNX files: its code, which is compiled and run here. */
class OnnxFilesTest {
  @Test
  void aFileIsAModule(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    Linear layer = Linear.of(4, 2);
    Tensor x = Tensor.randn(3, 4);
    OnnxExport.of(Trace.record(() -> layer.call(x))).save(file);
    // tag::load
    OnnxGraph model = OnnxModel.load(file);
    System.out.println(model.inputs()); // names and types
    String input = model.inputs().keySet().iterator().next();
    Map<String, Tensor> outputs = model.call(Map.of(input, x));
    Tensor y = model.call(x); // for a graph with one input: its first output
    // end::load
    assertThat(outputs.values()).hasSize(1);
    assertThat(y.toFloats())
        .containsExactly(layer.call(x).toFloats(), within(1e-6f)); // other ops, other roundings
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    Shown.isOnPage(OnnxFilesTest.class, "ONNX.md", "load");
  }
}
