package dev.forja.onnx.exporter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.onnx.OrtTensors;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime, which checks and runs exported models. The same model, read back as a module, must
 * give the same.
 */
public final class Engine implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final RoundTrip back;

  /**
   * Loads a model, which the engine checks, and which the reference implementation must have
   * accepted.
   */
  public Engine(byte[] model) throws OrtException, IOException {
    this(model, true);
  }

  /** Loads a model; {@code judged} is false for models that are drawn anew, without a verdict. */
  Engine(byte[] model, boolean judged) throws OrtException, IOException {
    if (judged) {
      Verdicts.require(model);
    }
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = ENVIRONMENT.createSession(model, options);
    back = RoundTrip.of(model);
  }

  /** Loads a model from a file, with the files of its weights next to it. */
  public Engine(Path model) throws OrtException, IOException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = ENVIRONMENT.createSession(model.toString(), options);
    back = RoundTrip.of(model);
  }

  /** Runs the model on inputs by name; the outputs are in the order of the model. */
  public List<Tensor> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new HashMap<>();
    for (String name : session.getInputNames()) {
      Tensor input = inputs.get(name);
      if (input == null) {
        throw new IllegalArgumentException("the model wants " + name + ", not " + inputs.keySet());
      }
      given.put(name, OrtTensors.give(ENVIRONMENT, input));
    }
    List<Tensor> outputs = new ArrayList<>();
    try (OrtSession.Result result = session.run(given)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.add(OrtTensors.take((OnnxTensor) output.getValue()));
      }
    }
    given.values().forEach(OnnxTensor::close);
    back.assertGives(inputs, outputs);
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
