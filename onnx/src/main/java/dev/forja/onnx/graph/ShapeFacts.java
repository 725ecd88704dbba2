package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types and sizes of what a node gives, from those of its inputs. */
final class ShapeFacts {
  private static final Set<String> SAME =
      Set.of(
          ("Abs Neg Sign Ceil Floor Round Reciprocal Sqrt Exp Log Erf Sin Cos Relu Sigmoid Tanh"
                  + " Softplus Softsign HardSwish Mish Elu Celu Selu LeakyRelu HardSigmoid Gelu Swish Softmax"
                  + " LogSoftmax Clip Dropout Identity LayerNormalization BatchNormalization"
                  + " InstanceNormalization GroupNormalization RMSNormalization PRelu Trilu CumSum"
                  + " forja.LayerNorm forja.RMSNorm")
              .split(" ", -1));
  private static final Set<String> BOTH =
      Set.of("Add Sub Mul Div Pow Mod Sum Max Min Mean".split(" ", -1));
  private static final Set<String> TESTS =
      Set.of("Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor".split(" ", -1));

  private final Facts facts;

  ShapeFacts(Facts facts) {
    this.facts = facts;
  }

  void follow(NetNode node) {
    OnnxNode it = node.node();
    int out = node.output();
    @Nullable List<KnownSize> x = facts.shape(node.input(0));
    DType type = facts.dtype(node.input(0));
    if (SAME.contains(it.op())) {
      give(out, type, x);
    } else if (BOTH.contains(it.op())) {
      give(out, type, it.opset() < 7 ? null : broadcast(out, node.inputs()));
    } else if (TESTS.contains(it.op())) {
      give(out, DType.BOOL, it.opset() < 7 ? null : broadcast(out, node.inputs()));
    } else if (it.op().startsWith("Reduce") || it.op().startsWith("Arg")) {
      boolean arg = it.op().startsWith("Arg");
      give(out, arg ? DType.I64 : type, reduced(node, x, arg));
    } else {
      other(node, x, type);
    }
  }

  private void give(int slot, @Nullable DType type, @Nullable List<KnownSize> sizes) {
    facts.dtype(slot, type);
    facts.shape(slot, sizes);
  }

  private void other(NetNode node, @Nullable List<KnownSize> x, @Nullable DType type) {
    OnnxNode it = node.node();
    int out = node.output();
    switch (it.op()) {
      case "Not", "IsNaN" -> give(out, DType.BOOL, x);
      case "Cast" -> give(out, Facts.held(it.integer("to", 0)), x);
      case "Where" -> give(out, facts.dtype(node.input(1)), broadcast(out, node.inputs()));
      case "Shape" -> give(out, DType.I64, x == null ? null : List.of(KnownSize.of(x.size())));
      case "Size" -> give(out, DType.I64, List.of());
      case "MatMul" -> give(out, type, product(out, x, facts.shape(node.input(1))));
      case "Gemm", "forja.Linear" -> linear(node, x, type);
      case "forja.Attention" -> {
        List<KnownSize> value = facts.shape(node.input(2));
        give(out, type, x == null || value == null ? null : with(x, -1, value.getLast()));
      }
      case "Transpose" -> give(out, type, transposed(it, x));
      case "Reshape" -> give(out, type, reshaped(node, x));
      case "Flatten" -> give(out, type, flat(it, out, x));
      case "Squeeze" -> give(out, type, squeezed(node, x));
      case "Unsqueeze" -> give(out, type, unsqueezed(node, x));
      case "Concat" -> give(out, type, concat(node, x));
      case "Slice" -> give(out, type, sliced(node, x));
      case "Gather" -> give(out, type, gathered(node, x));
      case "Expand" -> {
        List<KnownSize> sizes = facts.taken(node.input(1));
        give(out, type, x == null || sizes == null ? null : broadcast(out, x, sizes));
      }
      case "ConstantOfShape" -> {
        Tensor value = it.tensor("value");
        give(out, value == null ? DType.F32 : value.dtype(), facts.taken(node.input(0)));
      }
      case "Split" -> node.outputs().forEach(slot -> give(slot, type, split(it, slot, x)));
      case "Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "ConvTranspose" ->
          give(out, type, x == null ? null : new WindowFacts(facts).of(node, x));
      case "Resize", "Upsample", "Pad" ->
          give(out, type, x == null ? null : unknown(out, x.size()));
      default -> {} // nothing is known
    }
  }

  private static List<KnownSize> with(List<KnownSize> sizes, int dim, KnownSize size) {
    List<KnownSize> changed = new ArrayList<>(sizes);
    changed.set(dim < 0 ? dim + sizes.size() : dim, size);
    return changed;
  }

  /** So many sizes that only a call tells. */
  static List<KnownSize> unknown(int slot, int rank) {
    List<KnownSize> sizes = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      sizes.add(KnownSize.of(slot, d));
    }
    return sizes;
  }

  private static int dim(long dim, int rank) {
    if (dim < -rank || dim >= rank) {
      throw new IllegalArgumentException("no dimension");
    }
    return (int) (dim < 0 ? dim + rank : dim);
  }

  private @Nullable List<KnownSize> broadcast(int out, List<Integer> inputs) {
    List<KnownSize> all = null;
    for (int slot : inputs) {
      List<KnownSize> each = facts.shape(slot);
      if (each == null) {
        return null;
      }
      all = all == null ? each : broadcast(out, all, each);
    }
    return all;
  }

  private static List<KnownSize> broadcast(int out, List<KnownSize> a, List<KnownSize> b) {
    int rank = Math.max(a.size(), b.size());
    List<KnownSize> sizes = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      KnownSize x = d < rank - a.size() ? KnownSize.of(1) : a.get(d - rank + a.size());
      KnownSize y = d < rank - b.size() ? KnownSize.of(1) : b.get(d - rank + b.size());
      if (x.equals(y) || y.isNumber(1) || (x.isKnown() && x.factor() > 1)) {
        sizes.add(x);
      } else if (x.isNumber(1) || (y.isKnown() && y.factor() > 1)) {
        sizes.add(y);
      } else {
        sizes.add(KnownSize.of(out, d));
      }
    }
    return sizes;
  }

  private static @Nullable List<KnownSize> product(
      int out, @Nullable List<KnownSize> a, @Nullable List<KnownSize> b) {
    if (a == null || b == null || a.size() < 2 || b.size() < 2) {
      return null;
    }
    List<KnownSize> sizes =
        new ArrayList<>(broadcast(out, a.subList(0, a.size() - 2), b.subList(0, b.size() - 2)));
    sizes.add(a.get(a.size() - 2));
    sizes.add(b.getLast());
    return sizes;
  }

  private void linear(NetNode node, @Nullable List<KnownSize> x, @Nullable DType type) {
    List<KnownSize> weight = facts.shape(node.input(1));
    if (x != null && weight != null && weight.size() == 2 && !x.isEmpty()) {
      boolean turned = node.node().flag("transB", false);
      List<KnownSize> rows = node.node().flag("transA", false) ? x.reversed() : x;
      give(node.output(), type, with(rows, -1, weight.get(turned ? 0 : 1)));
    }
  }

  private static @Nullable List<KnownSize> transposed(OnnxNode it, @Nullable List<KnownSize> x) {
    int[] order = it.ints("perm");
    if (x == null || order == null) {
      return x == null ? null : x.reversed();
    }
    return order.length != x.size()
        ? null
        : Arrays.stream(order).mapToObj(d -> x.get(dim(d, x.size()))).toList();
  }

  private @Nullable List<KnownSize> reshaped(NetNode node, @Nullable List<KnownSize> x) {
    List<KnownSize> wanted = facts.taken(node.input(1));
    if (wanted == null) {
      List<KnownSize> count = facts.shape(node.input(1));
      return count == null || count.size() != 1 || !count.getFirst().isKnown()
          ? null
          : unknown(node.output(), Math.clamp(count.getFirst().factor(), 0, 99));
    }
    boolean zeros = node.node().flag("allowzero", false);
    List<KnownSize> sizes = new ArrayList<>();
    for (int d = 0; d < wanted.size(); d++) {
      KnownSize size = wanted.get(d);
      if (size.isNumber(0) && !zeros) {
        size = x != null && d < x.size() ? x.get(d) : KnownSize.of(node.output(), d);
      }
      sizes.add(size.isNumber(-1) ? open(node.output(), d, x, wanted, zeros) : size);
    }
    return sizes;
  }

  /** The size that a Reshape leaves open: what the others leave of the number of elements. */
  private static KnownSize open(
      int out, int at, @Nullable List<KnownSize> x, List<KnownSize> wanted, boolean zeros) {
    List<KnownSize> from = new ArrayList<>(x == null ? List.of() : x);
    long known = 1;
    for (int d = 0; d < wanted.size(); d++) {
      KnownSize size = wanted.get(d);
      if (d == at) {
        continue;
      }
      KnownSize whole = size.isNumber(0) && !zeros && x != null && d < x.size() ? x.get(d) : size;
      if (whole.isKnown()) {
        known = Math.multiplyExact(known, whole.factor());
      } else if (!from.remove(whole)) {
        return KnownSize.of(out, at);
      }
    }
    KnownSize rest = x == null || known < 1 ? null : KnownSize.of(1);
    for (KnownSize each : from) {
      rest = rest == null ? null : rest.times(each);
    }
    // The quotient of sizes of which one may be 0 is not the product of the others.
    boolean removed = x != null && from.size() < x.size();
    return rest == null || rest.factor() % known != 0 || (removed && !rest.isKnown())
        ? KnownSize.of(out, at)
        : new KnownSize(rest.factor() / known, rest.of());
  }

  /** The dimensions that a Squeeze or Unsqueeze names; null if they are not known. */
  private int @Nullable [] axes(NetNode node, int rank) {
    long[] axes =
        node.input(1) >= 0 ? facts.takenNumbers(node.input(1)) : node.node().integers("axes");
    return axes == null ? null : Arrays.stream(axes).mapToInt(axis -> dim(axis, rank)).toArray();
  }

  private static List<KnownSize> flat(OnnxNode it, int out, @Nullable List<KnownSize> x) {
    List<KnownSize> sizes = unknown(out, 2);
    long axis = it.integer("axis", 1);
    int rank = x == null ? 0 : x.size();
    int at = (int) (axis < 0 ? axis + rank : axis);
    if (x != null && at >= 0 && at <= rank) {
      KnownSize rows = product(x.subList(0, at));
      KnownSize width = product(x.subList(at, rank));
      sizes.set(0, rows == null ? sizes.getFirst() : rows);
      sizes.set(1, width == null ? sizes.getLast() : width);
    }
    return sizes;
  }

  private static @Nullable KnownSize product(List<KnownSize> all) {
    KnownSize product = KnownSize.of(1);
    for (KnownSize each : all) {
      product = product == null ? null : product.times(each);
    }
    return product;
  }

  private @Nullable List<KnownSize> squeezed(NetNode node, @Nullable List<KnownSize> x) {
    int[] axes = x == null ? null : axes(node, x.size());
    if (x == null || axes == null) {
      return null;
    }
    List<KnownSize> rest = new ArrayList<>();
    for (int d = 0; d < x.size(); d++) {
      int at = d;
      if (Arrays.stream(axes).noneMatch(axis -> axis == at)) {
        rest.add(x.get(d));
      }
    }
    return rest;
  }

  private @Nullable List<KnownSize> unsqueezed(NetNode node, @Nullable List<KnownSize> x) {
    long[] given =
        node.input(1) >= 0 ? facts.takenNumbers(node.input(1)) : node.node().integers("axes");
    if (x == null || given == null) {
      return null;
    }
    int rank = x.size() + given.length;
    int[] axes = Arrays.stream(given).mapToInt(axis -> dim(axis, rank)).sorted().toArray();
    List<KnownSize> sizes = new ArrayList<>(x);
    for (int axis : axes) {
      sizes.add(axis, KnownSize.of(1));
    }
    return sizes;
  }

  private @Nullable List<KnownSize> concat(NetNode node, @Nullable List<KnownSize> x) {
    if (x == null) {
      return null;
    }
    int axis = dim(node.node().integer("axis", 1), x.size());
    KnownSize sum = KnownSize.of(0);
    for (int slot : node.inputs()) {
      List<KnownSize> each = facts.shape(slot);
      boolean known = each != null && each.size() == x.size() && each.get(axis).isKnown();
      if (sum == null || each == null || !known) {
        sum = null;
      } else {
        sum = KnownSize.of(Math.addExact(sum.factor(), each.get(axis).factor()));
      }
    }
    return with(x, axis, sum == null ? KnownSize.of(node.output(), axis) : sum);
  }

  private @Nullable List<KnownSize> sliced(NetNode node, @Nullable List<KnownSize> x) {
    long[] axes = node.input(3) >= 0 ? facts.takenNumbers(node.input(3)) : null;
    if (x == null || axes == null || node.node().opset() < 10) {
      return null;
    }
    long[] from = facts.takenNumbers(node.input(1));
    long[] to = facts.takenNumbers(node.input(2));
    long[] steps = node.input(4) >= 0 ? facts.takenNumbers(node.input(4)) : new long[] {1};
    List<KnownSize> sizes = new ArrayList<>(x);
    for (int i = 0; i < axes.length; i++) {
      int d = dim(axes[i], x.size());
      boolean one = axes.length == 1 && steps != null && steps.length == 1 && steps[0] == 1;
      KnownSize size = x.get(d);
      if (one && size.isKnown() && from != null && to != null && from.length == 1) {
        long first = Math.clamp(from[0] < 0 ? from[0] + size.factor() : from[0], 0, size.factor());
        long behind = Math.clamp(to[0] < 0 ? to[0] + size.factor() : to[0], first, size.factor());
        sizes.set(d, KnownSize.of(behind - first));
      } else {
        sizes.set(d, KnownSize.of(node.output(), d));
      }
    }
    return sizes;
  }

  private @Nullable List<KnownSize> gathered(NetNode node, @Nullable List<KnownSize> x) {
    List<KnownSize> places = facts.shape(node.input(1));
    if (x == null || places == null) {
      return null;
    }
    int axis = dim(node.node().integer("axis", 0), x.size());
    List<KnownSize> sizes = new ArrayList<>(x.subList(0, axis));
    sizes.addAll(places);
    sizes.addAll(x.subList(axis + 1, x.size()));
    return sizes;
  }

  private static @Nullable List<KnownSize> split(
      OnnxNode it, int slot, @Nullable List<KnownSize> x) {
    if (x == null || slot < 0) {
      return null;
    }
    int axis = dim(it.integer("axis", 0), x.size());
    return with(x, axis, KnownSize.of(slot, axis)); // the parts may be given by a value
  }

  private @Nullable List<KnownSize> reduced(
      NetNode node, @Nullable List<KnownSize> x, boolean arg) {
    if (x == null) {
      return null;
    }
    OnnxNode it = node.node();
    long[] axes =
        arg
            ? new long[] {it.integer("axis", 0)}
            : node.input(1) >= 0 ? facts.takenNumbers(node.input(1)) : it.integers("axes");
    if (axes == null || axes.length == 0) {
      return null;
    }
    boolean keep = it.flag("keepdims", true);
    List<KnownSize> sizes = new ArrayList<>(x);
    for (long axis : axes) {
      sizes.set(dim(axis, x.size()), KnownSize.of(1));
    }
    if (keep) {
      return sizes;
    }
    int[] gone = Arrays.stream(axes).mapToInt(axis -> dim(axis, x.size())).sorted().toArray();
    for (int i = gone.length - 1; i >= 0; i--) {
      sizes.remove(gone[i]);
    }
    return sizes;
  }
}
