package dev.forja.benchmarks.onnx;

import dev.forja.array.DType;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.models.encoder.Bert;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MiniLM as a model class, called without gradients on the inputs of the file. */
final class ClassNetwork implements Contender {
  private final Bert model;
  private final Tensor ids;
  private final Tensor mask;
  private final Tensor types;
  private @Nullable Tensor result;

  ClassNetwork(Network network) {
    model = MiniLm.load(null, System.err::println).bert();
    ids = Objects.requireNonNull(network.inputs().get("input_ids"));
    mask = Objects.requireNonNull(network.inputs().get("attention_mask")).to(DType.BOOL);
    types = Objects.requireNonNull(network.inputs().get("token_type_ids"));
  }

  @Override
  public void run() {
    NoGrad.run(() -> result = model.call(ids, mask, types));
  }

  @Override
  public float[] output() {
    if (result == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return result.toFloats();
  }
}
