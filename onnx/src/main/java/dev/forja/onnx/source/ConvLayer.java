package dev.forja.onnx.source;

import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A convolution of one or two dimensions as a layer. */
final class ConvLayer {
  private ConvLayer() {}

  static @Nullable Layer of(Net net, NetNode node) {
    OnnxNode it = node.node();
    Tensor weight = net.value(node.input(1));
    Tensor bias = net.value(node.input(2));
    if (weight == null || weight.rank() < 3 || weight.rank() > 4) {
      return null;
    }
    int dims = weight.rank() - 2;
    String auto = it.text("auto_pad", "NOTSET");
    int[] pads = it.ints("pads");
    if (pads == null || auto.equals("VALID")) {
      pads = new int[2 * dims];
    }
    if (!(auto.equals("NOTSET") || auto.equals("VALID"))
        || pads.length != 2 * dims
        || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
      return null;
    }
    int[] before = Arrays.copyOf(pads, dims);
    int[] after = Arrays.copyOfRange(pads, dims, 2 * dims);
    boolean even = Arrays.equals(before, after);
    int groups = it.small("group", 1);
    String name = "Conv" + dims + "d";
    Text options = Text.of("");
    options = with(options, "Stride", ones(it.ints("strides"), dims), 1);
    options = with(options, "Padding", even ? before : new int[dims], 0);
    options = with(options, "Dilation", ones(it.ints("dilations"), dims), 1);
    if (groups != 1) {
      options = options.plus(".withGroups(").number(groups, "groups").plus(")");
    }
    options = bias == null ? options.plus(".withBias(false)") : options;
    int[] kernel = Arrays.copyOfRange(weight.shape(), 2, 2 + dims);
    Text maker =
        Text.of(name + ".of(")
            .number(weight.size(1) * groups, "inChannels")
            .plus(", ")
            .number(weight.size(0), "outChannels")
            .plus(", ");
    maker = size(maker, kernel, "kernelSize");
    if (!options.isEmpty()) {
      maker = maker.plus(", " + name + "Options.defaults()").plus(options);
    }
    return new Layer(
        name, maker.plus(")"), Layer.state(weight, bias), even ? "" : pad(before, after));
  }

  private static int[] ones(int @Nullable [] given, int dims) {
    int[] ones = new int[dims];
    Arrays.fill(ones, 1);
    return given == null || given.length != dims ? ones : given;
  }

  private static Text with(Text options, String name, int[] values, int otherwise) {
    return Arrays.stream(values).allMatch(value -> value == otherwise)
        ? options
        : size(options.plus(".with" + name + "("), values, Names.lower(name)).plus(")");
  }

  private static Text size(Text text, int[] values, String role) {
    if (values.length == 1 || values[0] == values[1]) {
      return text.number(values[0], role);
    }
    return text.plus("new Size2d(%d, %d)".formatted(values[0], values[1]));
  }

  /** Padding of the last dimensions, from the last one on. */
  static String pad(int[] before, int[] after) {
    StringJoiner numbers = new StringJoiner(", ", ".pad(new int[] {", "}, 0)");
    for (int d = before.length - 1; d >= 0; d--) {
      numbers.add(Integer.toString(before[d]));
      numbers.add(Integer.toString(after[d]));
    }
    return numbers.toString();
  }
}
