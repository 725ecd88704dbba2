package dev.forja.onnx;

import static dev.forja.onnx.RandomNode.node;
import static dev.forja.onnx.RandomNode.with;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.array.DType;
import dev.forja.onnx.RandomGraph.Value;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Random nodes that choose, repeat, or arrange elements. */
final class RandomArrangements {
  private RandomArrangements() {}

  static List<RandomNode> all() {
    return List.of(
        RandomArrangements::transpose,
        RandomArrangements::reshape,
        RandomArrangements::flatten,
        RandomArrangements::unsqueeze,
        RandomArrangements::squeeze,
        RandomArrangements::slice,
        RandomArrangements::slice,
        RandomArrangements::pad,
        RandomArrangements::concat,
        RandomArrangements::split,
        RandomArrangements::gather,
        RandomArrangements::gatherElements,
        RandomArrangements::scatterElements,
        RandomArrangements::expand,
        RandomArrangements::tile,
        RandomArrangements::topK,
        RandomArrangements::cumSum,
        RandomArrangements::trilu,
        RandomArrangements::oneHot,
        RandomArrangements::shape);
  }

  private static int axis(RandomGraph g, int rank) {
    int axis = g.below(rank);
    return g.chance() && g.opset >= 11 ? axis - rank : axis;
  }

  private static boolean transpose(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 1);
    if (x == null) {
      return false;
    }
    List<Long> perm = new ArrayList<>();
    for (long d = 0; d < x.rank(); d++) {
      perm.add(d);
    }
    Collections.shuffle(perm, g.random);
    long[] order = perm.stream().mapToLong(Long::longValue).toArray();
    NodeProto.Builder node = node("Transpose", x.name());
    return g.add(g.below(4) == 0 ? node : with(node, "perm", order), x.exact());
  }

  private static boolean reshape(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    long[] shape =
        switch (g.below(4)) {
          case 0 -> new long[] {-1};
          case 1 -> new long[] {0, -1};
          case 2 -> new long[] {1, x.tensor().count(), 1};
          default -> new long[] {-1, x.size(x.rank() - 1)};
        };
    return g.add(node("Reshape", x.name(), g.constant(shape)), x.exact());
  }

  private static boolean flatten(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && v.isFloat());
    return x != null
        && g.add(with(node("Flatten", x.name()), "axis", (long) axis(g, x.rank())), x.exact());
  }

  private static boolean unsqueeze(RandomGraph g) {
    Value x = g.pick(v -> v.rank() < 5);
    if (x == null) {
      return false;
    }
    long[] axes = {g.below(x.rank() + 1)};
    return g.add(axes(g, "Unsqueeze", x, axes), x.exact());
  }

  private static boolean squeeze(RandomGraph g) {
    Value x = g.pick(v -> Arrays.stream(v.tensor().shape()).anyMatch(size -> size == 1));
    if (x == null) {
      return false;
    }
    if (g.chance()) {
      return g.add(node("Squeeze", x.name()), x.exact());
    }
    for (int d = 0; d < x.rank(); d++) {
      if (x.size(d) == 1) {
        return g.add(axes(g, "Squeeze", x, new long[] {d}), x.exact());
      }
    }
    return false;
  }

  private static NodeProto.Builder axes(RandomGraph g, String op, Value x, long[] axes) {
    return g.opset < 13
        ? with(node(op, x.name()), "axes", axes)
        : node(op, x.name(), g.constant(axes));
  }

  private static boolean slice(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    int axis = axis(g, x.rank());
    int size = x.size(Math.floorMod(axis, x.rank()));
    long start = (long) g.below(2 * size + 2) - size;
    long end = g.one((long) g.below(size) + 1, Long.MAX_VALUE, -1L, (long) size);
    if (g.opset < 10) {
      NodeProto.Builder node = with(node("Slice", x.name()), "starts", new long[] {start});
      return g.add(
          with(with(node, "ends", new long[] {end}), "axes", new long[] {axis}), x.exact());
    }
    long step = g.one(1L, 1L, 2L, -1L, -2L);
    if (step < 0) {
      start = g.one((long) size - 1, -1L, Long.MAX_VALUE);
      end = g.one(0L, Long.MIN_VALUE, -100L);
    }
    return g.add(
        node(
            "Slice",
            x.name(),
            g.constant(start),
            g.constant(end),
            g.constant(axis),
            g.constant(step)),
        x.exact());
  }

  private static boolean pad(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    String mode = g.one("constant", "reflect", "edge");
    long[] pads = new long[2 * x.rank()];
    for (int i = 0; i < pads.length; i++) {
      int most = mode.equals("reflect") ? Math.min(2, x.size(i % x.rank()) - 1) : 2;
      pads[i] = g.below(most + 1);
    }
    if (g.opset < 11) {
      NodeProto.Builder node = with(with(node("Pad", x.name()), "mode", mode), "pads", pads);
      return g.add(with(node, "value", 0.5f), x.exact());
    }
    NodeProto.Builder node = node("Pad", x.name(), g.constant(pads));
    if (mode.equals("constant") && g.chance()) {
      node.addInput(g.constant(Tensor.scalar(1.5)));
    }
    return g.add(with(node, "mode", mode), x.exact());
  }

  private static boolean concat(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0);
    if (x == null) {
      return false;
    }
    NodeProto.Builder node = node("Concat", x.name(), x.name());
    return g.add(with(node, "axis", (long) axis(g, x.rank())), x.exact());
  }

  private static boolean split(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && Arrays.stream(v.tensor().shape()).max().orElse(0) > 1);
    if (x == null) {
      return false;
    }
    int axis = g.below(x.rank());
    int size = x.size(axis);
    if (size < 2) {
      return false;
    }
    long[] parts = {1, size - 1};
    NodeProto.Builder node = node("Split", x.name());
    if (g.opset < 13) {
      with(node, "split", parts);
    } else {
      node.addInput(g.constant(parts));
    }
    return g.add(with(node, "axis", (long) axis), x.exact(), 2);
  }

  private static boolean gather(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && v.tensor().count() > 0);
    if (x == null) {
      return false;
    }
    int axis = axis(g, x.rank());
    int size = x.size(Math.floorMod(axis, x.rank()));
    int least = g.opset >= 11 ? -size : 0;
    Tensor indices =
        g.chance()
            ? Tensor.scalarLong(g.below(size))
            : Tensor.of(g.random.longs(6, least, size).toArray(), 2, 3);
    NodeProto.Builder node = node("Gather", x.name(), g.constant(indices));
    return g.add(with(node, "axis", (long) axis), x.exact());
  }

  private static boolean gatherElements(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0 && v.tensor().count() > 0);
    if (x == null || g.opset < 11) {
      return false;
    }
    int axis = g.below(x.rank());
    Tensor indices =
        Tensor.of(
            g.random.longs(x.tensor().count(), -x.size(axis), x.size(axis)).toArray(),
            x.tensor().shape());
    NodeProto.Builder node = node("GatherElements", x.name(), g.constant(indices));
    return g.add(with(node, "axis", (long) axis), x.exact());
  }

  private static boolean scatterElements(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0 && v.tensor().count() > 0);
    if (x == null || g.opset < 16) {
      return false;
    }
    int axis = g.below(x.rank());
    int[] shape = x.tensor().shape();
    shape[axis] = 1;
    Tensor updates = g.floats(shape);
    Tensor indices = Tensor.of(g.random.longs(updates.count(), 0, x.size(axis)).toArray(), shape);
    NodeProto.Builder node =
        node("ScatterElements", x.name(), g.constant(indices), g.constant(updates));
    String reduction = g.opset < 18 ? g.one("none", "add", "mul") : g.one("add", "max", "min");
    return g.add(with(with(node, "axis", (long) axis), "reduction", reduction), false);
  }

  private static boolean expand(RandomGraph g) {
    Value x = g.pick(v -> v.rank() < 4);
    if (x == null || g.opset < 8) {
      return false;
    }
    long[] shape = new long[x.rank() + 1];
    shape[0] = 1L + g.below(3);
    for (int d = 0; d < x.rank(); d++) {
      shape[d + 1] = x.size(d) == 1 ? 1L + g.below(3) : g.one(1L, (long) x.size(d));
    }
    return g.add(node("Expand", x.name(), g.constant(shape)), x.exact());
  }

  private static boolean tile(RandomGraph g) {
    Value x = g.pick(v -> v.rank() > 0);
    return x != null
        && g.add(
            node("Tile", x.name(), g.constant(g.random.longs(x.rank(), 1, 3).toArray())),
            x.exact());
  }

  private static boolean topK(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.exact() && v.rank() > 0 && v.tensor().count() > 0);
    if (x == null || g.opset < 11) {
      return false;
    }
    int axis = axis(g, x.rank());
    long k = 1L + g.below(x.size(Math.floorMod(axis, x.rank())));
    NodeProto.Builder node = with(node("TopK", x.name(), g.constant(k)), "axis", (long) axis);
    return g.add(with(node, "largest", g.chance()), true, 2);
  }

  private static boolean cumSum(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 0);
    if (x == null || g.opset < 11) {
      return false;
    }
    Tensor axis = Tensor.scalarLong(axis(g, x.rank()));
    NodeProto.Builder node = node("CumSum", x.name(), g.constant(axis));
    return g.add(with(with(node, "exclusive", g.chance()), "reverse", g.chance()), false);
  }

  private static boolean trilu(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() && v.rank() > 1);
    if (x == null || g.opset < 14) {
      return false;
    }
    NodeProto.Builder node = node("Trilu", x.name());
    if (g.chance()) {
      node.addInput(g.constant(Tensor.scalarLong(g.below(5) - 2)));
    }
    return g.add(with(node, "upper", g.chance()), x.exact());
  }

  private static boolean oneHot(RandomGraph g) {
    Value x = g.pick(v -> v.tensor().dtype() == DType.I64 && v.rank() < 4);
    if (x == null || g.opset < 11) {
      return false;
    }
    String values = g.constant(Tensor.of(new float[] {-1, 2}));
    NodeProto.Builder node = node("OneHot", x.name(), g.constant(Tensor.scalarLong(4)), values);
    return g.add(with(node, "axis", g.one(-1L, 0L)), true);
  }

  private static boolean shape(RandomGraph g) {
    Value x = g.pick(_ -> true);
    String op = g.one("Shape", "Size");
    return x != null && g.add(node(op, x.name()), true);
  }
}
