package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A node as a layer of {@code dev.forja.nn}. Immutable.
 *
 * @param type the name of the layer
 * @param maker what creates it
 * @param state its tensors by name
 * @param before what is called on the input first, such as a padding; empty for nothing
 */
record Layer(String type, Text maker, SequencedMap<String, Tensor> state, String before) {
  /** The layer that computes a node with the same bits; null if there is none. */
  static @Nullable Layer of(Net net, Facts facts, NetNode node) {
    if (node.outputs().size() != 1) {
      return null;
    }
    for (int i = 1; i < node.inputs().size(); i++) {
      boolean given = node.input(i) < 0 || net.value(node.input(i)) != null;
      if (!given && !node.op().equals("Gather")) {
        return null;
      }
    }
    return switch (node.op()) {
      case Fused.LINEAR, "MatMul", "Gemm" -> linear(net, node);
      case Fused.LAYER_NORM, "LayerNormalization" -> layerNorm(net, node);
      case Fused.RMS_NORM -> rmsNorm(net, node);
      case "BatchNormalization" -> batchNorm(net, facts, node);
      case "Gather" -> embedding(net, facts, node);
      case "PRelu" -> prelu(net, facts, node);
      case "Conv" -> ConvLayer.of(net, node);
      default -> null;
    };
  }

  static SequencedMap<String, Tensor> state(@Nullable Tensor weight, @Nullable Tensor bias) {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    if (weight != null) {
      state.put("weight", weight);
    }
    if (bias != null) {
      state.put("bias", bias);
    }
    return state;
  }

  private static @Nullable Layer linear(Net net, NetNode node) {
    OnnxNode it = node.node();
    Tensor weight = net.value(node.input(1));
    Tensor bias = net.value(node.input(2));
    boolean turned = it.flag("transB", false);
    boolean plain =
        !node.op().equals("Gemm")
            || (turned
                && !it.flag("transA", false)
                && it.number("alpha", 1) == 1
                && it.number("beta", 1) == 1);
    if (weight == null
        || weight.rank() != 2
        || weight.dtype() != DType.F32
        || !plain
        || net.value(node.input(0)) != null
        || (bias != null && bias.rank() != 1)) {
      return null;
    }
    Tensor matrix = turned ? weight : weight.t();
    if (bias != null && bias.size(0) != matrix.size(0)) {
      return null;
    }
    Text maker =
        Text.of("Linear.of(")
            .number(matrix.size(1), "inFeatures")
            .plus(", ")
            .number(matrix.size(0), "outFeatures")
            .plus(bias == null ? ", false)" : ")");
    return new Layer("Linear", maker, state(matrix, bias), "");
  }

  private static @Nullable Layer layerNorm(Net net, NetNode node) {
    Tensor scale = net.value(node.input(1));
    Tensor bias = net.value(node.input(2));
    int dims = (int) -node.node().integer("axis", -1);
    if (scale == null || scale.rank() != dims || (bias != null && bias.rank() != dims)) {
      return null;
    }
    float eps = node.node().number("epsilon", 1e-5);
    String options = eps == 1e-5f ? "" : ".withEps(" + eps + ")";
    options += bias == null ? ".withBias(false)" : "";
    Text maker = Text.of("LayerNorm.of(");
    if (!options.isEmpty()) {
      maker = maker.plus("LayerNormOptions.defaults()" + options + ", ");
    }
    for (int d = 0; d < dims; d++) {
      maker = maker.plus(d == 0 ? "" : ", ").number(scale.size(d), "width");
    }
    return new Layer("LayerNorm", maker.plus(")"), state(scale, bias), "");
  }

  private static @Nullable Layer rmsNorm(Net net, NetNode node) {
    Tensor scale = net.value(node.input(1));
    if (scale == null) {
      return null;
    }
    double eps = node.node().number("epsilon", 1e-5);
    Text maker = Text.of("RMSNorm.of(" + eps + ", true");
    for (int d = 0; d < scale.rank(); d++) {
      maker = maker.plus(", ").number(scale.size(d), "width");
    }
    return new Layer("RMSNorm", maker.plus(")"), state(scale, null), "");
  }

  private static @Nullable Layer batchNorm(Net net, Facts facts, NetNode node) {
    List<KnownSize> x = facts.shape(node.input(0));
    Tensor scale = net.value(node.input(1));
    OnnxNode it = node.node();
    boolean plain = it.opset() >= 9 && !it.flag("training_mode", false) && !it.has("spatial");
    if (x == null || x.size() < 2 || x.size() > 4 || scale == null || !plain) {
      return null;
    }
    String type = x.size() == 4 ? "BatchNorm2d" : "BatchNorm1d";
    float eps = it.number("epsilon", 1e-5);
    Text maker = Text.of(type + ".of(").number(scale.count(), "channels");
    if (eps != 1e-5f) {
      maker = maker.plus(", BatchNormOptions.defaults().withEps(" + eps + ")");
    }
    SequencedMap<String, Tensor> state = state(scale, net.value(node.input(2)));
    Tensor mean = net.value(node.input(3));
    Tensor variance = net.value(node.input(4));
    if (state.size() != 2 || mean == null || variance == null) {
      return null;
    }
    state.put("running_mean", mean);
    state.put("running_var", variance);
    state.put("num_batches_tracked", Tensor.scalarLong(0));
    return new Layer(type, maker.plus(")"), state, "");
  }

  private static @Nullable Layer embedding(Net net, Facts facts, NetNode node) {
    Tensor table = net.value(node.input(0));
    if (table == null
        || !Weights.isKept(net, node.input(0))
        || table.rank() != 2
        || table.dtype() != DType.F32
        || node.node().integer("axis", 0) != 0
        || facts.dtype(node.input(1)) != DType.I64
        || net.value(node.input(1)) != null) {
      return null;
    }
    Text maker =
        Text.of("Embedding.of(")
            .number(table.size(0), "numEmbeddings")
            .plus(", ")
            .number(table.size(1), "embeddingDim")
            .plus(")");
    return new Layer("Embedding", maker, state(table, null), "");
  }

  private static @Nullable Layer prelu(Net net, Facts facts, NetNode node) {
    Tensor slope = net.value(node.input(1));
    List<KnownSize> x = facts.shape(node.input(0));
    if (slope == null || x == null || x.size() < 2 || node.node().opset() < 9) {
      return null;
    }
    boolean channels = slope.rank() == x.size() - 1 && slope.size(0) == slope.count();
    if (!channels && slope.count() != 1) {
      return null;
    }
    Text maker = Text.of("PReLU.of(").number(slope.count(), "channels").plus(", 0.25)");
    return new Layer("PReLU", maker, state(slope.flatten(), null), "");
  }
}
