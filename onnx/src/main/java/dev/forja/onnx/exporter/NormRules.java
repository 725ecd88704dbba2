package dev.forja.onnx.exporter;

import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.op.GroupNormOp;
import dev.forja.op.LayerNormOp;
import java.util.Arrays;
import java.util.List;

/** Rules for normalisations. */
final class NormRules {
  private NormRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(LayerNormOp.class, NormRules::layerNorm)
        .put(GroupNormOp.class, NormRules::groupNorm)
        .put(BatchNormEvalOp.class, NormRules::batchNorm);
  }

  private static String full(float value, OpContext at, int... shape) {
    float[] values = new float[Shapes.count(shape)];
    Arrays.fill(values, value);
    return at.constant(NdArray.dense(Storage.of(values), shape));
  }

  private static void layerNorm(LayerNormOp op, OpContext at) {
    int[] shape = op.normalizedShape().toArray();
    if (op.centered()) {
      String weight = at.inputs() > 1 ? at.in(1) : full(1, at, shape);
      List<String> inputs =
          at.inputs() > 2 ? List.of(at.in(0), weight, at.in(2)) : List.of(at.in(0), weight);
      at.result(
          "LayerNormalization",
          inputs,
          Attributes.of("axis", (long) -shape.length),
          Attributes.of("epsilon", (float) op.eps()));
      return;
    }
    int[] dims = new int[shape.length];
    Arrays.setAll(dims, i -> at.rank(0) - shape.length + i);
    String square = at.add("Mul", at.in(0), at.in(0));
    String mean = ReduceRules.reduce("ReduceMean", square, true, dims, at);
    String root = at.add("Sqrt", at.add("Add", mean, at.number(op.eps())));
    String y = at.add("Div", at.in(0), root);
    y = at.inputs() > 1 ? at.add("Mul", y, at.in(1)) : y;
    at.out(at.inputs() > 2 ? at.add("Add", y, at.in(2)) : y);
  }

  /** Normalises each group as a channel of an instance norm, then scales each channel. */
  private static void groupNorm(GroupNormOp op, OpContext at) {
    String shape = at.add("Shape", at.in(0));
    String grouped = at.add("Reshape", at.in(0), at.longs(0, op.groups(), -1));
    String normed =
        at.add(
            "InstanceNormalization",
            List.of(grouped, full(1, at, op.groups()), full(0, at, op.groups())),
            Attributes.of("epsilon", (float) op.eps()));
    String y = at.add("Reshape", normed, shape);
    y = at.inputs() > 1 ? at.add("Mul", y, perChannel(at.in(1), at)) : y;
    at.out(at.inputs() > 2 ? at.add("Add", y, perChannel(at.in(2), at)) : y);
  }

  private static String perChannel(String vector, OpContext at) {
    int[] shape = new int[at.rank(0) - 1];
    Arrays.fill(shape, 1);
    shape[0] = at.size(0, 1);
    return shape.length == 1 ? vector : at.reshape(vector, shape);
  }

  private static void batchNorm(BatchNormEvalOp op, OpContext at) {
    int channels = at.size(1, 0);
    boolean affine = at.inputs() == 5;
    at.result(
        "BatchNormalization",
        List.of(
            at.in(0),
            affine ? at.in(3) : full(1, at, channels),
            affine ? at.in(4) : full(0, at, channels),
            at.in(1),
            at.in(2)),
        Attributes.of("epsilon", (float) op.eps()));
  }
}
