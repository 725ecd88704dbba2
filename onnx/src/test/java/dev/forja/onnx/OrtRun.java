package dev.forja.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.forja.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** A model in ONNX Runtime, the judge. */
final class OrtRun implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;

  /** Loads a model, on so many threads. */
  OrtRun(byte[] model, int threads) throws OrtException {
    this(model, threads, OrtSession.SessionOptions.OptLevel.ALL_OPT);
  }

  OrtRun(byte[] model, int threads, OrtSession.SessionOptions.OptLevel level) throws OrtException {
    options.setIntraOpNumThreads(threads);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setOptimizationLevel(level);
    session = ENVIRONMENT.createSession(model, options);
  }

  /** The outputs by name, in the order of the model. */
  SequencedMap<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        if (session.getInputNames().contains(input.getKey())) {
          given.put(input.getKey(), OrtTensors.give(ENVIRONMENT, input.getValue()));
        }
      }
      SequencedMap<String, Tensor> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.put(output.getKey(), OrtTensors.take((OnnxTensor) output.getValue()));
        }
      }
      return outputs;
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
