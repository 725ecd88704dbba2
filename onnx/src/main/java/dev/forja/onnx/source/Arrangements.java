package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that arrange and choose elements, as calls of methods of a tensor. */
record Arrangements(Values values) {
  /** The expression for one output; null if there is no such method. */
  @Nullable String of(NetNode node, int output) {
    if (node.inputs().isEmpty() || node.input(0) < 0) {
      return null;
    }
    return switch (node.op()) {
      case "Reshape" -> reshape(node);
      case "Transpose" -> transpose(node);
      case "Flatten" -> flatten(node);
      case "Squeeze", "Unsqueeze" -> squeeze(node);
      case "Slice" -> slice(node);
      case "Split" -> split(node, output);
      case "Gather" -> gather(node);
      case "Expand" -> expand(node);
      case "Concat" -> concat(node);
      default -> null;
    };
  }

  private String x(NetNode node) {
    return values.text(node.input(0));
  }

  private @Nullable String reshape(NetNode node) {
    List<String> sizes = values.sizes(node.input(1));
    if (sizes == null || node.node().flag("allowzero", false)) {
      return null;
    }
    List<String> wanted = new ArrayList<>();
    for (int d = 0; d < sizes.size(); d++) {
      wanted.add(sizes.get(d).equals("0") ? x(node) + ".size(" + d + ")" : sizes.get(d));
    }
    return x(node) + ".reshape(" + String.join(", ", wanted) + ")";
  }

  private @Nullable String transpose(NetNode node) {
    int rank = values.rank(node.input(0));
    int[] order = node.node().ints("perm");
    if (order == null) {
      return rank == 2 ? x(node) + ".t()" : null;
    }
    int[] moved = IntStream.range(0, order.length).filter(d -> order[d] != d).toArray();
    if (moved.length == 2) {
      return "%s.transpose(%d, %d)".formatted(x(node), moved[0], moved[1]);
    }
    return "%s.permute(%s)".formatted(x(node), join(order));
  }

  private static String join(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
  }

  private @Nullable String flatten(NetNode node) {
    int rank = values.rank(node.input(0));
    long axis = node.node().integer("axis", 1);
    axis = axis < 0 ? axis + rank : axis;
    if (rank < 2 || axis < 1 || axis >= rank) {
      return null;
    }
    String rows = axis == 1 ? "" : ".flatten(0, %d)".formatted(axis - 1);
    return axis == 1 && rank == 2 ? x(node) : x(node) + rows + ".flatten(1)";
  }

  private int @Nullable [] numbers(NetNode node, int input, String attribute) {
    if (node.input(input) < 0) {
      return node.node().ints(attribute);
    }
    List<String> texts = values.sizes(node.input(input));
    boolean plain = texts != null && texts.stream().allMatch(text -> text.matches("-?\\d+"));
    return plain && texts != null ? texts.stream().mapToInt(Integer::parseInt).toArray() : null;
  }

  private @Nullable String squeeze(NetNode node) {
    int[] axes = numbers(node, 1, "axes");
    int rank = values.rank(node.input(0));
    if (axes == null || rank < 0) {
      return null;
    }
    if (node.op().equals("Squeeze")) {
      return "%s.squeeze(%s)".formatted(x(node), join(axes));
    }
    int whole = rank + axes.length;
    int[] sorted = Arrays.stream(axes).map(d -> d < 0 ? d + whole : d).sorted().toArray();
    return Arrays.stream(sorted)
        .mapToObj(d -> ".unsqueeze(" + d + ")")
        .collect(Collectors.joining("", x(node), ""));
  }

  private @Nullable String slice(NetNode node) {
    List<String> from = values.sizes(node.input(1));
    List<String> to = values.sizes(node.input(2));
    int[] axes = numbers(node, 3, "axes");
    int[] steps = node.input(4) < 0 ? null : numbers(node, 4, "");
    boolean stepped = node.input(4) >= 0;
    if (from == null || to == null || node.node().opset() < 10 || (stepped && steps == null)) {
      return null;
    }
    StringBuilder text = new StringBuilder(x(node));
    for (int i = 0; i < from.size(); i++) {
      int dim = axes == null ? i : axes[i];
      int step = steps == null ? 1 : steps[i];
      if (step < 1) {
        return null;
      }
      text.append(".slice(%d, %s, %s".formatted(dim, from.get(i), to.get(i)));
      text.append(step == 1 ? ")" : ", " + step + ")");
    }
    return text.toString();
  }

  private @Nullable String split(NetNode node, int output) {
    int rank = values.rank(node.input(0));
    List<KnownSize> sizes = values.facts().shape(node.input(0));
    int[] parts = numbers(node, 1, "split");
    if (sizes == null || rank < 1) {
      return null;
    }
    int axis = (int) node.node().integer("axis", 0);
    axis = axis < 0 ? axis + rank : axis;
    KnownSize whole = sizes.get(axis);
    int count = node.outputs().size();
    if (parts == null && whole.isKnown() && whole.factor() % count == 0 && node.input(1) < 0) {
      parts = new int[count];
      Arrays.fill(parts, (int) whole.factor() / count);
    }
    if (parts == null || parts.length != count) {
      return null;
    }
    int from = Arrays.stream(parts, 0, output).sum();
    return "%s.slice(%d, %d, %d)".formatted(x(node), axis, from, from + parts[output]);
  }

  private @Nullable String gather(NetNode node) {
    int axis = (int) node.node().integer("axis", 0);
    Tensor index = values.net().value(node.input(1));
    int rank = values.rank(node.input(1));
    if (index != null && index.rank() == 0 && !index.dtype().isFloat()) {
      return "%s.select(%d, %d)".formatted(x(node), axis, index.toLongs()[0]);
    }
    if (rank == 1
        && values.facts().dtype(node.input(1)) == DType.I64
        && index != null
        && Arrays.stream(index.toLongs()).allMatch(each -> each >= 0)) {
      return "%s.indexSelect(%d, %s)".formatted(x(node), axis, values.text(node.input(1)));
    }
    return null;
  }

  private @Nullable String expand(NetNode node) {
    List<String> wanted = values.sizes(node.input(1));
    List<KnownSize> x = values.facts().shape(node.input(0));
    if (wanted == null || x == null || wanted.size() < x.size()) {
      return null;
    }
    List<String> sizes = new ArrayList<>(wanted);
    int lead = wanted.size() - x.size();
    for (int d = 0; d < x.size(); d++) {
      if (!x.get(d).isNumber(1)) {
        if (!sizes.get(lead + d).equals("1") && !x.get(d).isKnown()) {
          return null; // either may be 1 in a call
        }
        sizes.set(lead + d, "-1");
      }
    }
    return x(node) + ".expand(" + String.join(", ", sizes) + ")";
  }

  private String concat(NetNode node) {
    OnnxNode it = node.node();
    String all = node.inputs().stream().map(values::text).collect(Collectors.joining(", "));
    return "Tensor.cat(%d, %s)".formatted(it.integer("axis", 1), all);
  }
}
