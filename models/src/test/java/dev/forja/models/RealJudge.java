package dev.forja.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime, which runs the same models. */
final class RealJudge {
  private RealJudge() {}

  /** The model in the judge. */
  static OrtSession session(RealModel model) throws IOException, OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    return OrtEnvironment.getEnvironment().createSession(model.resource(".onnx"), options);
  }

  /** The vector of a text there, from its tokens. */
  static float[] embed(RealModel model, OrtSession session, int[] ids) throws OrtException {
    long[] shape = {1, ids.length};
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tokens =
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(Arrays.stream(ids).asLongStream().toArray()), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      float[][] hidden = ((float[][][]) result.get(0).getValue())[0];
      int counted = model.pooling().equals("cls_token") ? 1 : hidden.length;
      double[] sum = new double[hidden[0].length];
      for (int token = 0; token < counted; token++) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += hidden[token][i];
        }
      }
      double norm = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
      float[] vector = new float[sum.length];
      for (int i = 0; i < sum.length; i++) {
        vector[i] = (float) (sum[i] / norm);
      }
      return vector;
    }
  }
}
