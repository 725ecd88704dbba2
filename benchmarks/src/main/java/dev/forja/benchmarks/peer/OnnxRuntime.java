package dev.forja.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.benchmarks.harness.Contender;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * A graph run by ONNX Runtime 1.29 with all of its optimisations, on input and output memory that
 * is allocated once.
 */
public final class OnnxRuntime implements Contender {
  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final FloatBuffer result;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /**
   * @param model an ONNX file with one input and one output of float32
   */
  public OnnxRuntime(int threads, byte[] model, float[] values, int[] shape, int[] outputShape)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    FloatBuffer in = floats(values.length).put(values).flip();
    result = floats(Arrays.stream(outputShape).reduce(1, Math::multiplyExact));
    input = OnnxTensor.createTensor(environment, in, longs(shape));
    output = OnnxTensor.createTensor(environment, result, longs(outputShape));
    inputs = Map.of(session.getInputNames().iterator().next(), input);
    outputs = Map.of(session.getOutputNames().iterator().next(), output);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static long[] longs(int[] shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  @Override
  public void run() {
    try (OrtSession.Result _ = session.run(inputs, outputs)) {
      // the run writes into the memory of the output
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] output() {
    float[] values = new float[result.capacity()];
    result.get(0, values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      input.close();
      output.close();
    }
  }
}
