package dev.forja.benchmarks.onnx;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.onnx.OnnxGraph;
import dev.forja.onnx.OnnxModel;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network read by {@link OnnxModel}, called without gradients. */
final class ForjaNetwork implements Contender {
  private final OnnxGraph graph;
  private final Map<String, Tensor> inputs;
  private @Nullable Tensor result;

  ForjaNetwork(Network network) throws IOException {
    graph = OnnxModel.load(network.label(), new ByteArrayInputStream(network.bytes()));
    inputs = network.inputs();
  }

  @Override
  public void run() {
    NoGrad.run(() -> result = graph.call(inputs).firstEntry().getValue());
  }

  @Override
  public float[] output() {
    if (result == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return result.toFloats();
  }
}
