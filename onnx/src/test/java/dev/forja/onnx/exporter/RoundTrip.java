package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.onnx.OnnxGraph;
import dev.forja.onnx.OnnxModel;
import dev.forja.onnx.OnnxOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was exported, read back as a module, once as it is and once simplified: both must give what
 * ONNX Runtime gives.
 */
final class RoundTrip {
  private static final OnnxOptions PLAIN =
      OnnxOptions.defaults().withFolding(false).withRecognition(false);

  private final List<OnnxGraph> graphs;

  private RoundTrip(OnnxGraph... graphs) {
    this.graphs = List.of(graphs);
  }

  static RoundTrip of(byte[] model) throws IOException {
    return new RoundTrip(
        OnnxModel.load("export", new ByteArrayInputStream(model)),
        OnnxModel.load("export", new ByteArrayInputStream(model), PLAIN));
  }

  static RoundTrip of(Path model) throws IOException {
    return new RoundTrip(OnnxModel.load(model), OnnxModel.load(model, PLAIN));
  }

  /** Integers and truths are exact; floats may differ by 1e-4 of the largest of them. */
  void assertGives(Map<String, Tensor> given, List<Tensor> expected) {
    graphs.forEach(graph -> assertGives(graph, given, expected));
  }

  private static void assertGives(
      OnnxGraph graph, Map<String, Tensor> given, List<Tensor> expected) {
    Map<String, Tensor> inputs = new HashMap<>(given);
    inputs.keySet().retainAll(graph.inputs().keySet());
    List<Tensor> results = new ArrayList<>(NoGrad.call(() -> graph.call(inputs)).values());
    assertThat(results).hasSameSizeAs(expected);
    for (int i = 0; i < results.size(); i++) {
      Tensor result = results.get(i);
      Tensor wanted = expected.get(i);
      assertThat(result.dtype()).isEqualTo(wanted.dtype());
      assertThat(result.shape()).containsExactly(wanted.shape());
      if (!wanted.dtype().isFloat()) {
        assertThat(result.toLongs()).containsExactly(wanted.toLongs());
        continue;
      }
      float scale = 1;
      for (float value : wanted.toFloats()) {
        scale = Float.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
      }
      assertThat(result.toFloats()).containsExactly(wanted.toFloats(), within(1e-4f * scale));
    }
  }
}
