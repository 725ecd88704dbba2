package dev.forja.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.array.DType;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network in ONNX Runtime with all of its optimisations, on inputs that are copied once. */
final class OrtNetwork implements Contender {
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private OrtSession.@Nullable Result result;

  OrtNetwork(Network network) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Parallel.threads());
      options.setInterOpNumThreads(1);
      session = environment.createSession(network.bytes(), options);
    }
    for (Map.Entry<String, Tensor> input : network.inputs().entrySet()) {
      if (session.getInputNames().contains(input.getKey())) {
        inputs.put(input.getKey(), copied(environment, input.getValue()));
      }
    }
  }

  private static OnnxTensor copied(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
    ByteBuffer bytes = ByteBuffer.allocateDirect(8 * tensor.count()).order(ByteOrder.nativeOrder());
    if (tensor.dtype() == DType.F32) {
      FloatBuffer floats = bytes.asFloatBuffer().put(tensor.toFloats()).flip();
      return OnnxTensor.createTensor(environment, floats, shape);
    }
    return OnnxTensor.createTensor(
        environment, bytes.asLongBuffer().put(tensor.toLongs()).flip(), shape);
  }

  @Override
  public void run() {
    try {
      if (result != null) {
        result.close();
      }
      result = session.run(inputs);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] output() {
    if (result == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  @Override
  public void close() {
    try {
      if (result != null) {
        result.close();
      }
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
