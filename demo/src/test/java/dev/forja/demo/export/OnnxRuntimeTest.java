package dev.forja.demo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.forja.array.DType;
import dev.forja.demo.digits.CnnInvoker;
import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The demo's models, exported with open sizes and run by another engine. */
class OnnxRuntimeTest {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  @Test
  void theCnnGivesEqualNumbersThere() throws Exception {
    CnnInvoker model = CnnInvoker.of();
    model.train();
    for (int i = 0; i < 3; i++) {
      model.call(Tensor.randn(16, 1, 28, 28)); // running statistics of its own
    }
    model.eval();
    Graph graph =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst()),
            sizes -> List.of(Tensor.randn(sizes[0], 1, 28, 28)),
            Dim.of("batch", 1, 64));
    Tensor images = Tensor.randn(5, 1, 28, 28);
    try (OrtSession session = session(OnnxExport.of(graph));
        OnnxTensor given =
            OnnxTensor.createTensor(
                ENVIRONMENT, FloatBuffer.wrap(images.toFloats()), new long[] {5, 1, 28, 28})) {
      float[] here = NoGrad.call(() -> model.call(images)).toFloats();
      assertThat(run(session, Map.of("input0", given))).containsExactly(here, within(1e-5f));
    }
  }

  @Test
  void miniLmGivesEqualVectorsThere() throws Exception {
    MiniLm model = MiniLm.load(null, notice -> {});
    Graph graph =
        Trace.dynamic(
            inputs ->
                model.embedder().model().call(inputs.getFirst(), inputs.getLast(), null, null),
            sizes -> inputs(model, sizes[0], sizes[1]),
            Dim.of("batch", 1, 8),
            Dim.of("sequence", 3, 40));
    Batch batch =
        Batch.of(
            List.of(
                model.tokens("Someone plays guitar.").ids(),
                model.tokens("A storm at sea, and the masts were gone by morning.").ids()));
    Tensor mask = Objects.requireNonNull(batch.mask());
    long[] shape = {batch.ids().size(0), batch.ids().size(1)};
    boolean[] seen = mask.toBooleans();
    ByteBuffer bytes = ByteBuffer.allocateDirect(seen.length);
    for (int i = 0; i < seen.length; i++) {
      bytes.put(i, (byte) (seen[i] ? 1 : 0));
    }
    try (OrtSession session = session(OnnxExport.of(graph));
        OnnxTensor ids =
            OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(batch.ids().toLongs()), shape);
        OnnxTensor masks = OnnxTensor.createTensor(ENVIRONMENT, bytes, shape, OnnxJavaType.BOOL)) {
      float[] there = run(session, Map.of("input0", ids, "input1", masks));
      assertThat(there).containsExactly(model.embed(batch), within(2e-5f));
    }
  }

  private static List<Tensor> inputs(MiniLm model, int texts, int length) {
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      ids.add(model.tokens("whale ".repeat(i == 0 ? length - 2 : 1)).ids());
    }
    Batch batch = Batch.of(ids);
    Tensor mask = batch.mask();
    return List.of(batch.ids(), mask == null ? Tensor.ones(texts, length).to(DType.BOOL) : mask);
  }

  private static OrtSession session(OnnxExport export) throws Exception {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    return ENVIRONMENT.createSession(export.toBytes(), options);
  }

  private static float[] run(OrtSession session, Map<String, OnnxTensor> inputs) throws Exception {
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] data = new float[values.remaining()];
      values.get(data);
      return data;
    }
  }
}
