package dev.forja.onnx;

import static dev.forja.onnx.RandomNode.node;
import static dev.forja.onnx.RandomNode.with;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.array.DType;
import dev.forja.onnx.RandomGraph.Value;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Random nodes as networks have them: products, convolutions, pools, norms, reductions. */
final class RandomNetworks {
  private RandomNetworks() {}

  static List<RandomNode> all() {
    return List.of(
        RandomNetworks::matmul,
        RandomNetworks::gemm,
        RandomNetworks::conv,
        RandomNetworks::conv,
        RandomNetworks::convTranspose,
        RandomNetworks::pool,
        RandomNetworks::pool,
        RandomNetworks::globalPool,
        RandomNetworks::batchNorm,
        RandomNetworks::instanceNorm,
        RandomNetworks::layerNorm,
        RandomNetworks::lrn,
        RandomNetworks::softmax,
        RandomNetworks::reduce,
        RandomNetworks::reduce,
        RandomNetworks::reduce,
        RandomNetworks::argument,
        RandomNetworks::resize,
        RandomNetworks::depth,
        RandomNetworks::recurrent,
        RandomNetworks::einsum,
        RandomNetworks::quantized);
  }

  private static boolean matmul(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false; // a product of no terms is not always 0 in ONNX Runtime
    }
    int k = x.size(x.rank() - 1);
    Tensor weight = g.chance() ? g.floats(k, 1 + g.below(5)) : g.floats(k);
    return g.add(node("MatMul", x.name(), g.constant(weight)), false);
  }

  private static boolean gemm(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() == 2 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    boolean turnA = g.chance();
    boolean turnB = g.chance();
    int rows = x.size(turnA ? 1 : 0);
    int k = x.size(turnA ? 0 : 1);
    int n = 1 + g.below(4);
    Tensor bias = g.one(g.floats(n), g.floats(1, n), g.floats(rows, n), g.floats(rows, 1));
    NodeProto.Builder node =
        node("Gemm", x.name(), g.constant(turnB ? g.floats(n, k) : g.floats(k, n)));
    if (g.opset < 11 || g.chance()) {
      node.addInput(g.constant(bias));
    }
    with(with(node, "transA", turnA), "transB", turnB);
    return g.add(with(with(node, "alpha", 0.5f), "beta", g.one(1f, 2f, 0f)), false);
  }

  /** An image that a window may move over; one is made of any value if there is none. */
  private static Value image(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() >= 3 && v.rank() <= 5 && v.tensor().count() > 0);
    if (x != null) {
      return x;
    }
    int[] shape = new int[3 + g.below(3)];
    Arrays.setAll(shape, d -> d < 2 ? 1 + g.below(4) : 3 + g.below(5));
    Tensor made = g.floats(shape);
    return new Value(g.constant(made), made, true);
  }

  private static long[] drawn(RandomGraph g, int count, int least, int end) {
    return g.random.longs(count, least, end).toArray();
  }

  /**
   * Windows whose kernels fit the image with their padding. With SAME, strides are at most the
   * kernel: otherwise ONNX Runtime's padding of pools is negative, which later versions refuse.
   */
  private static void window(RandomGraph g, NodeProto.Builder node, Value x, long[] kernel) {
    int dims = x.rank() - 2;
    with(node, "kernel_shape", kernel);
    boolean fits = true;
    for (int d = 0; d < dims; d++) {
      fits &= kernel[d] <= x.size(2 + d);
    }
    int auto = g.below(6);
    boolean same = auto == 0 || !fits;
    if (g.chance()) {
      long[] strides = drawn(g, dims, 1, 4);
      for (int d = 0; same && d < dims; d++) {
        strides[d] = Math.min(strides[d], kernel[d]);
      }
      with(node, "strides", strides);
    }
    if (same) {
      with(node, "auto_pad", g.one("SAME_UPPER", "SAME_LOWER"));
    } else if (auto == 1) {
      with(node, "auto_pad", "VALID");
    } else if (auto < 4) {
      long[] pads = new long[2 * dims];
      Arrays.setAll(pads, i -> g.below((int) kernel[i % dims]));
      with(node, "pads", pads);
    }
  }

  private static boolean conv(RandomGraph g) {
    Value x = image(g);
    int dims = x.rank() - 2;
    int groups = g.below(3) == 0 ? x.size(1) : 1;
    int[] weight = new int[x.rank()];
    weight[0] = groups * (1 + g.below(2));
    weight[1] = x.size(1) / groups;
    long[] kernel = drawn(g, dims, 1, 4);
    boolean dilated = g.below(4) == 0;
    for (int d = 0; d < dims; d++) {
      weight[2 + d] = (int) kernel[d];
    }
    NodeProto.Builder node = node("Conv", x.name(), g.constant(g.floats(weight)));
    if (g.chance()) {
      node.addInput(g.constant(g.floats(weight[0])));
    }
    if (dilated) {
      with(with(node, "dilations", filled(dims, 2)), "pads", filled(2 * dims, 2));
    } else {
      window(g, node, x, kernel);
    }
    return g.add(with(node, "group", (long) groups), false);
  }

  private static long[] filled(int count, long value) {
    long[] values = new long[count];
    Arrays.fill(values, value);
    return values;
  }

  private static boolean convTranspose(RandomGraph g) {
    Value x = image(g);
    if (x.rank() > 4) {
      return false;
    }
    int dims = x.rank() - 2;
    int[] weight = new int[x.rank()];
    Arrays.fill(weight, 1 + g.below(3));
    weight[0] = x.size(1);
    weight[1] = 1 + g.below(3);
    NodeProto.Builder node = node("ConvTranspose", x.name(), g.constant(g.floats(weight)));
    long stride = 1L + g.below(3);
    with(node, "strides", filled(dims, stride));
    if (stride > 1 && g.chance()) {
      with(node, "output_padding", filled(dims, stride - 1));
    }
    if (weight[2] > 1 && Arrays.stream(x.tensor().shape()).skip(2).min().orElse(1) > 1) {
      with(node, "pads", g.random.longs(2L * dims, 0, 2).toArray());
    }
    return g.add(node, false);
  }

  private static boolean pool(RandomGraph g) {
    Value x = image(g);
    boolean max = g.chance();
    NodeProto.Builder node = node(max ? "MaxPool" : "AveragePool", x.name());
    window(g, node, x, drawn(g, x.rank() - 2, 1, 4));
    if (!max) {
      with(node, "count_include_pad", g.chance());
    }
    if (g.opset >= 10 && g.below(3) == 0) {
      with(node, "ceil_mode", 1);
    }
    return g.add(node, max && x.exact());
  }

  private static boolean globalPool(RandomGraph g) {
    Value x = image(g);
    return g.add(node(g.one("GlobalAveragePool", "GlobalMaxPool"), x.name()), false);
  }

  private static boolean batchNorm(RandomGraph g) {
    Value x = image(g);
    int c = x.size(1);
    NodeProto.Builder node = node("BatchNormalization", x.name());
    node.addInput(g.constant(g.floats(c))).addInput(g.constant(g.floats(c)));
    node.addInput(g.constant(g.floats(c))).addInput(g.constant(g.floats(c).abs().add(0.5)));
    return g.add(with(node, "epsilon", g.one(1e-5f, 0.01f)), false);
  }

  private static boolean instanceNorm(RandomGraph g) {
    Value x = image(g);
    int c = x.size(1);
    NodeProto.Builder node = node("InstanceNormalization", x.name());
    node.addInput(g.constant(g.floats(c))).addInput(g.constant(g.floats(c)));
    return g.add(with(node, "epsilon", 0.1f), false);
  }

  private static boolean layerNorm(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0);
    if (x == null || g.opset < 17) {
      return false;
    }
    int axis = g.below(x.rank());
    int[] rest = Arrays.copyOfRange(x.tensor().shape(), axis, x.rank());
    NodeProto.Builder node = node("LayerNormalization", x.name(), g.constant(g.floats(rest)));
    if (g.chance()) {
      node.addInput(g.constant(g.floats(rest)));
    }
    return g.add(with(with(node, "axis", (long) axis), "epsilon", 0.1f), false);
  }

  private static boolean lrn(RandomGraph g) {
    Value x = image(g);
    if (x.rank() != 4) {
      return false; // ONNX Runtime wants images
    }
    NodeProto.Builder node = with(node("LRN", x.name()), "size", g.one(1L, 3L, 5L));
    return g.add(with(with(node, "alpha", 0.5f), "bias", 2f), false);
  }

  private static boolean softmax(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0);
    if (x == null) {
      return false;
    }
    NodeProto.Builder node = node(g.one("Softmax", "LogSoftmax"), x.name());
    return g.add(g.chance() ? node : with(node, "axis", (long) g.below(x.rank())), false);
  }

  private static boolean reduce(RandomGraph g) {
    String op =
        g.one(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSumExp");
    Value x = g.pick(v -> v.isFloat() && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    boolean input = g.opset >= (op.equals("ReduceSum") ? 13 : 18);
    NodeProto.Builder node = node(op, x.name());
    if (x.rank() > 0 && g.below(4) > 0) {
      long axis = g.below(x.rank());
      axis = g.opset >= 11 && g.chance() ? axis - x.rank() : axis;
      long[] axes = x.rank() > 1 && g.chance() ? new long[] {0, x.rank() - 1} : new long[] {axis};
      if (input) {
        node.addInput(g.constant(axes));
      } else {
        with(node, "axes", axes);
      }
    } else if (input && g.chance()) {
      with(node, "noop_with_empty_axes", 1);
    }
    return g.add(g.chance() ? node : with(node, "keepdims", g.chance()), false);
  }

  private static boolean argument(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.exact() && v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    NodeProto.Builder node = node(g.one("ArgMax", "ArgMin"), x.name());
    with(with(node, "axis", (long) g.below(x.rank())), "keepdims", g.chance());
    return g.add(g.opset < 12 ? node : with(node, "select_last_index", g.chance()), true);
  }

  /**
   * To whole sizes: where they are rounded, align_corners uses the unrounded ones here, as ONNX's
   * own tests want it, but not in ONNX Runtime.
   */
  private static boolean resize(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() == 4 && v.tensor().count() > 0);
    if (x == null || g.opset < 11) {
      return false;
    }
    String mode = g.one("nearest", "linear", "cubic");
    float up = x.size(2) % 2 == 0 ? g.one(2f, 0.5f, 1.5f) : 2;
    String scales = g.constant(Tensor.of(new float[] {1, 1, up, g.one(2f, 3f)}));
    NodeProto.Builder node =
        g.opset < 13
            ? node("Resize", x.name(), g.constant(Tensor.of(new float[0])), scales)
            : node("Resize", x.name(), "", scales);
    with(node, "mode", mode);
    with(
        node,
        "coordinate_transformation_mode",
        g.one("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"));
    if (mode.equals("nearest")) {
      with(node, "nearest_mode", g.one("floor", "ceil", "round_prefer_floor"));
    }
    return g.add(node, false);
  }

  private static boolean depth(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() == 4 && v.size(2) % 2 == 0 && v.size(3) % 2 == 0);
    return x != null && g.add(with(node("SpaceToDepth", x.name()), "blocksize", 2), x.exact());
  }

  private static boolean recurrent(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() == 3 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    String op = g.one("LSTM", "GRU", "RNN");
    int gates = op.equals("LSTM") ? 4 : op.equals("GRU") ? 3 : 1;
    String direction = g.one("forward", "reverse", "bidirectional");
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int hidden = 1 + g.below(3);
    NodeProto.Builder node =
        node(
            op,
            x.name(),
            g.constant(g.floats(directions, gates * hidden, x.size(2)).mul(0.25)),
            g.constant(g.floats(directions, gates * hidden, hidden).mul(0.25)));
    if (g.chance()) {
      node.addInput(g.constant(g.floats(directions, 2 * gates * hidden).mul(0.25)));
    }
    if (op.equals("GRU") && g.chance()) {
      with(node, "linear_before_reset", 1);
    }
    with(with(node, "hidden_size", (long) hidden), "direction", direction);
    return g.add(node, false, op.equals("LSTM") ? 3 : 2);
  }

  private static boolean einsum(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() == 2);
    if (x == null || g.opset < 12) {
      return false;
    }
    String other = g.constant(g.floats(x.size(1), 3));
    String equation = g.one("ij,jk->ik", "ij,jk->ki", "ij,jk", "ij,jk->i", "ij,jk->ijk");
    return g.add(with(node("Einsum", x.name(), other), "equation", equation), false);
  }

  /** Quantized by a power of two, so that no value lies between two integers by rounding. */
  private static boolean quantized(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.exact() && v.tensor().count() > 0);
    if (x == null || g.opset < 11) {
      return false;
    }
    if (g.below(3) == 0) {
      return g.add(node("DynamicQuantizeLinear", x.name()), false, 3);
    }
    DType type = g.one(DType.U8, DType.I8);
    String scale = g.constant(Tensor.scalar(0.0625));
    String zero = g.constant(Tensor.scalarLong(g.below(100)).to(type));
    NodeProto.Builder node = node("QuantizeLinear", x.name(), scale, zero);
    if (!g.add(node, true)) {
      return false;
    }
    return g.add(node("DequantizeLinear", node.getOutput(0), scale, zero), true);
  }
}
