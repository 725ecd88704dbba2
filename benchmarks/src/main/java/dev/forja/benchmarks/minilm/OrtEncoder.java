package dev.forja.benchmarks.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.demo.minilm.MiniLm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ONNX Runtime with all of its optimisations; the mean over tokens is taken in Java. */
final class OrtEncoder implements Encoder {
  private static final String HIDDEN = "last_hidden_state";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Creates a session.
   *
   * @param threads the number of threads for one operator
   */
  OrtEncoder(Path onnx, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(onnx.toString(), options);
    }
  }

  @Override
  public float[] embed(List<int[]> texts) {
    PaddedBatch batch = PaddedBatch.of(texts);
    try (OnnxTensor ids = tensor(batch, batch.ids());
        OnnxTensor mask = tensor(batch, batch.mask());
        OnnxTensor types = tensor(batch, new long[batch.ids().length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      OnnxTensor hidden = (OnnxTensor) result.get(HIDDEN).orElseThrow();
      float[] values = new float[batch.ids().length * MiniLm.WIDTH];
      hidden.getFloatBuffer().get(values);
      return batch.pool(values, MiniLm.WIDTH);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OnnxTensor tensor(PaddedBatch batch, long[] values) throws OrtException {
    LongBuffer buffer =
        ByteBuffer.allocateDirect(Long.BYTES * values.length)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
    buffer.put(values).flip();
    return OnnxTensor.createTensor(environment, buffer, new long[] {batch.n(), batch.l()});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
