package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as expressions: a method of a tensor where one gives the same bits, and otherwise the
 * operator itself.
 */
record Expressions(Values values) {
  /** The expression for one output of a node. */
  String of(NetNode node, int output) {
    @Nullable String text = new Elementwise(values).of(node);
    text = text == null ? new Arrangements(values).of(node, output) : text;
    text = text == null ? other(node) : text;
    return text == null ? operator(node, output) : text;
  }

  private @Nullable String other(NetNode node) {
    OnnxNode it = node.node();
    return switch (it.op()) {
      case "MatMul" ->
          values.facts().dtype(node.input(0)) == DType.F32 ? call(node, "matmul") : null;
      case Fused.LINEAR ->
          "%s.linear(%s%s, %s)"
              .formatted(
                  values.text(node.input(0)),
                  values.text(node.input(1)),
                  it.flag("transB", false) ? "" : ".t()",
                  node.input(2) < 0 ? "null" : values.text(node.input(2)));
      case Fused.LAYER_NORM -> layerNorm(node);
      case Fused.RMS_NORM -> rmsNorm(node);
      case Fused.ATTENTION -> node.input(4) < 0 ? attention(node) : null;
      case Fused.SIZES -> "Tensor.ofLongs(" + sizes(node) + ")";
      case "GlobalAveragePool" -> mean(node);
      case "ReduceMean", "ReduceSum" -> reduced(node);
      case "MaxPool" -> maxPool(node);
      case "Pad" -> pad(node);
      default -> null;
    };
  }

  private String sizes(NetNode node) {
    List<String> sizes = values.sizes(node.output());
    return sizes == null ? "" : String.join(", ", sizes);
  }

  private String call(NetNode node, String method) {
    return "%s.%s(%s)".formatted(values.text(node.input(0)), method, values.text(node.input(1)));
  }

  private String rmsNorm(NetNode node) {
    return "%s.rmsNorm(new int[] {%s}, %s, %s)"
        .formatted(
            values.text(node.input(0)),
            normalized(node),
            node.input(1) < 0 ? "null" : values.text(node.input(1)),
            node.node().number("epsilon", 1e-5));
  }

  private String layerNorm(NetNode node) {
    return "%s.layerNorm(new int[] {%s}, %s, %s, %s)"
        .formatted(
            values.text(node.input(0)),
            normalized(node),
            node.input(1) < 0 ? "null" : values.text(node.input(1)),
            node.input(2) < 0 ? "null" : values.text(node.input(2)),
            node.node().number("epsilon", 1e-5));
  }

  /** The sizes over which a norm is computed. */
  private String normalized(NetNode node) {
    int dims = (int) -node.node().integer("axis", -1);
    List<KnownSize> x = values.facts().shape(node.input(0));
    String[] sizes = new String[dims];
    for (int d = 0; d < dims; d++) {
      KnownSize size = x == null ? null : x.get(x.size() - dims + d);
      sizes[d] =
          size != null && size.isKnown()
              ? Long.toString(size.factor())
              : "%s.size(%d)".formatted(values.text(node.input(0)), d - dims);
    }
    return String.join(", ", sizes);
  }

  private String attention(NetNode node) {
    float scale = node.node().number("scale", 1);
    List<KnownSize> q = values.facts().shape(node.input(0));
    boolean usual =
        q != null
            && q.getLast().isKnown()
            && scale == (float) (1 / Math.sqrt((double) q.getLast().factor()));
    String options =
        usual
            ? ""
            : ", new %s(%s, false)".formatted(values.use("dev.forja.op.AttentionOp"), wide(scale));
    return "%s.scaledDotProductAttention(%s, %s, %s%s)"
        .formatted(
            values.text(node.input(0)),
            values.text(node.input(1)),
            values.text(node.input(2)),
            node.input(3) < 0 ? "null" : values.text(node.input(3)),
            options);
  }

  private static String wide(float number) {
    return Double.toString(Double.parseDouble(Float.toString(number)));
  }

  private @Nullable String mean(NetNode node) {
    int rank = values.rank(node.input(0));
    int[] dims = new int[Math.max(0, rank - 2)];
    Arrays.setAll(dims, d -> 2 + d);
    return rank < 3 ? null : dims(node, "mean", dims, true);
  }

  private String dims(NetNode node, String method, int[] dims, boolean keep) {
    String list = Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return keep
        ? "%s.%s(new int[] {%s}, true)".formatted(values.text(node.input(0)), method, list)
        : "%s.%s(%s)".formatted(values.text(node.input(0)), method, list);
  }

  private @Nullable String reduced(NetNode node) {
    List<String> given = node.input(1) < 0 ? null : values.sizes(node.input(1));
    int[] axes =
        given == null
            ? node.node().ints("axes")
            : given.stream().allMatch(text -> text.matches("-?\\d+"))
                ? given.stream().mapToInt(Integer::parseInt).toArray()
                : null;
    if (axes == null || axes.length == 0 || values.facts().dtype(node.input(0)) != DType.F32) {
      return null;
    }
    String method = node.op().equals("ReduceSum") ? "sum" : "mean";
    return dims(node, method, axes, node.node().flag("keepdims", true));
  }

  /** A padding with zeros. */
  private @Nullable String pad(NetNode node) {
    int rank = values.rank(node.input(0));
    long[] pads = node.node().opset() < 11 ? null : values.numbers(node.input(1));
    boolean plain =
        pads != null
            && pads.length == 2 * rank
            && node.input(2) < 0
            && node.input(3) < 0
            && node.node().text("mode", "constant").equals("constant")
            && values.facts().dtype(node.input(0)) == DType.F32
            && Arrays.stream(pads).allMatch(pad -> pad >= 0 && pad < Integer.MAX_VALUE);
    if (!plain || pads == null) {
      return null;
    }
    int first = 0;
    while (first < rank && pads[first] == 0 && pads[rank + first] == 0) {
      first++;
    }
    StringJoiner numbers = new StringJoiner(", ", ".pad(new int[] {", "}, 0)");
    for (int d = rank - 1; d >= first; d--) {
      numbers.add(Long.toString(pads[d])).add(Long.toString(pads[rank + d]));
    }
    return first == rank ? null : values.text(node.input(0)) + numbers;
  }

  private @Nullable String maxPool(NetNode node) {
    OnnxNode it = node.node();
    int[] kernel = it.ints("kernel_shape");
    int[] strides = it.ints("strides");
    int[] pads = it.ints("pads");
    boolean plain =
        kernel != null
            && kernel.length == 2
            && kernel[0] == kernel[1]
            && values.rank(node.input(0)) == 4
            && values.facts().dtype(node.input(0)) == DType.F32
            && node.outputs().size() == 1
            && it.text("auto_pad", "NOTSET").equals("NOTSET")
            && !it.flag("ceil_mode", false)
            && (strides == null || (strides.length == 2 && strides[0] == strides[1]))
            && (pads == null
                || Arrays.stream(pads).allMatch(pad -> pad == pads[0] && 2 * pad <= kernel[0]))
            && (it.ints("dilations") == null
                || Arrays.equals(it.ints("dilations"), new int[] {1, 1}));
    if (!plain || kernel == null) {
      return null;
    }
    int stride = strides == null ? 1 : strides[0];
    int pad = pads == null ? 0 : pads[0];
    return "%s.maxPool2d(%s.of(%d)%s%s)"
        .formatted(
            values.text(node.input(0)),
            values.use("dev.forja.tensor.PoolOptions"),
            kernel[0],
            stride == kernel[0] ? "" : ".withStride(" + stride + ")",
            pad == 0 ? "" : ".withPadding(" + pad + ")");
  }

  /** A call of the operator. */
  private String operator(NetNode node, int output) {
    OnnxNode it = node.node();
    List<String> attributes = new ArrayList<>();
    new TreeMap<>(it.attributes())
        .forEach((name, value) -> attributes.add("\"%s\", %s".formatted(name, literal(value))));
    List<String> inputs = new ArrayList<>();
    for (int slot : node.inputs()) {
      inputs.add(slot < 0 ? "null" : values.text(slot));
    }
    String onnx = values.use("dev.forja.onnx.operators.OnnxOp");
    String map = values.use("java.util.Map");
    String rest = inputs.isEmpty() ? "" : ", " + String.join(", ", inputs);
    String of = attributes.size() > 10 ? tooMany(node) : String.join(", ", attributes);
    return output == 0
        ? "%s.call(\"%s\", %d, %s.of(%s)%s)".formatted(onnx, it.op(), it.opset(), map, of, rest)
        : "%s.all(\"%s\", %d, %s.of(%s), %d%s).get(%d)"
            .formatted(onnx, it.op(), it.opset(), map, of, it.outputs(), rest, output);
  }

  private static String tooMany(NetNode node) {
    throw new IllegalArgumentException(
        "node '%s' (%s) has more attributes than can be written"
            .formatted(node.node().name(), node.op()));
  }

  private String literal(Object value) {
    return switch (value) {
      case Long number -> number + "L";
      case Float number -> Literals.number(number);
      case String text -> Literals.quote(text);
      case Tensor tensor -> Literals.tensor(tensor);
      case List<?> list ->
          list.stream()
              .map(this::literal)
              .collect(Collectors.joining(", ", values.use("java.util.List") + ".of(", ")"));
      default -> throw new IllegalArgumentException("an attribute cannot be written as source");
    };
  }
}
