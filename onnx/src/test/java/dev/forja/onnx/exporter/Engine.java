package dev.forja.onnx.exporter;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
      given.put(name, tensor(input.array().contiguous(Allocator.HEAP)));
    }
    List<Tensor> outputs = new ArrayList<>();
    try (OrtSession.Result result = session.run(given)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.add(Tensor.of(array((OnnxTensor) output.getValue())));
      }
    }
    given.values().forEach(OnnxTensor::close);
    back.assertGives(inputs, outputs);
    return outputs;
  }

  private static OnnxTensor tensor(NdArray dense) throws OrtException {
    long[] shape = Arrays.stream(dense.shape()).asLongStream().toArray();
    int n = dense.count();
    int from = dense.offset();
    return switch (dense.dtype()) {
      case F32 ->
          OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(dense.floats(), from, n), shape);
      case I64 ->
          OnnxTensor.createTensor(
              ENVIRONMENT, LongBuffer.wrap(dense.storage().longs(), from, n), shape);
      case BOOL -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(n).order(ByteOrder.nativeOrder());
        for (int i = 0; i < n; i++) {
          bytes.put(i, (byte) (dense.storage().booleans()[from + i] ? 1 : 0));
        }
        yield OnnxTensor.createTensor(ENVIRONMENT, bytes, shape, OnnxJavaType.BOOL);
      }
      default -> throw new IllegalArgumentException("no tensors of " + dense.dtype());
    };
  }

  private static NdArray array(OnnxTensor tensor) {
    int[] shape = Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
    return switch (tensor.getInfo().type) {
      case FLOAT -> {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] data = new float[values.remaining()];
        values.get(data);
        yield NdArray.dense(Storage.of(data), shape);
      }
      case INT64 -> {
        LongBuffer values = tensor.getLongBuffer();
        long[] data = new long[values.remaining()];
        values.get(data);
        yield NdArray.dense(Storage.of(data), shape);
      }
      case BOOL -> {
        ByteBuffer values = tensor.getByteBuffer();
        boolean[] data = new boolean[values.remaining()];
        for (int i = 0; i < data.length; i++) {
          data[i] = values.get(i) != 0;
        }
        yield NdArray.dense(Storage.of(data), shape);
      }
      default -> throw new IllegalArgumentException("no tensors of " + tensor.getInfo());
    };
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
