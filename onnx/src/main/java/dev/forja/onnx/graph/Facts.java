package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.Types;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the values of a net before a call: types, sizes, and the elements of small
 * vectors of sizes. Everything follows from the nodes, and from what a call checks of its inputs.
 * Read by one thread.
 */
public final class Facts {
  /** Values with more dimensions, and vectors with more elements, are not followed. */
  private static final int MOST = 16;

  private final Net net;
  private final Map<Integer, List<KnownSize>> shapes = new HashMap<>();
  private final Map<Integer, List<KnownSize>> data = new HashMap<>();
  private final Map<Integer, DType> types = new HashMap<>();
  private final Map<Integer, Set<Integer>> origins = new HashMap<>();

  /** Follows the nodes of a net in order. */
  public Facts(Net net) {
    this(net, Map.of());
  }

  /** Follows the nodes, with sizes of inputs that are known to be equal to others. */
  public Facts(Net net, Map<KnownSize, KnownSize> equal) {
    this.net = net;
    net.inputs()
        .forEach(
            (slot, given) -> {
              types.put(slot, given.dtype());
              List<KnownSize> sizes = new ArrayList<>();
              for (int size : given.sizes()) {
                KnownSize open = KnownSize.of(slot, sizes.size());
                sizes.add(size < 0 ? equal.getOrDefault(open, open) : KnownSize.of(size));
              }
              shape(slot, sizes);
            });
    ShapeFacts shapeFacts = new ShapeFacts(this);
    for (NetNode node : net.nodes()) {
      try {
        shapeFacts.follow(node);
        follow(node);
        trace(node);
      } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException wrong) {
        // The node fails when it runs, and says why.
      }
    }
  }

  Net net() {
    return net;
  }

  /** The sizes of a value; null if not even their number is known. */
  public @Nullable List<KnownSize> shape(int slot) {
    Tensor value = net.value(slot);
    if (value != null && !shapes.containsKey(slot) && value.rank() <= MOST) {
      List<KnownSize> sizes = new ArrayList<>();
      for (int size : value.shape()) {
        sizes.add(KnownSize.of(size));
      }
      return sizes;
    }
    return shapes.get(slot);
  }

  /** The type of a value; null if it is not known. */
  public @Nullable DType dtype(int slot) {
    Tensor value = net.value(slot);
    return value != null ? value.dtype() : types.get(slot);
  }

  /** The elements of a scalar or vector of int64; null if they are not known. */
  public @Nullable List<KnownSize> data(int slot) {
    Tensor value = net.constant(slot);
    if (value != null) {
      if (value.dtype() != DType.I64 || value.rank() > 1 || value.count() > MOST) {
        return null;
      }
      List<KnownSize> elements = new ArrayList<>();
      for (long element : value.toLongs()) {
        elements.add(KnownSize.of(element));
      }
      return elements;
    }
    return data.get(slot);
  }

  /** The elements of integers that are all numbers; null otherwise. */
  long @Nullable [] numbers(int slot) {
    List<KnownSize> elements = data(slot);
    if (elements == null || !elements.stream().allMatch(KnownSize::isKnown)) {
      return null;
    }
    return elements.stream().mapToLong(KnownSize::factor).toArray();
  }

  /** The elements, of which something follows: the state that they come from is pinned. */
  @Nullable List<KnownSize> taken(int slot) {
    List<KnownSize> elements = data(slot);
    if (elements != null) {
      pin(slot);
    }
    return elements;
  }

  /** The elements that are numbers, of which something follows. */
  long @Nullable [] takenNumbers(int slot) {
    long[] numbers = numbers(slot);
    if (numbers != null) {
      pin(slot);
    }
    return numbers;
  }

  /** Pins the state that the elements of a slot come from. */
  void pin(int slot) {
    origins.getOrDefault(slot, Set.of(slot)).forEach(net::pin);
  }

  void shape(int slot, @Nullable List<KnownSize> sizes) {
    if (slot >= 0 && sizes != null && sizes.size() <= MOST) {
      shapes.put(slot, List.copyOf(sizes));
    }
  }

  void dtype(int slot, @Nullable DType type) {
    if (slot >= 0 && type != null) {
      types.put(slot, type);
    }
  }

  /** The elements of a vector of sizes, or of a scalar. */
  private void data(int slot, @Nullable List<KnownSize> elements, boolean scalar) {
    if (slot >= 0 && elements != null && elements.size() <= MOST) {
      data.put(slot, List.copyOf(elements));
      types.put(slot, DType.I64);
      shapes.put(slot, scalar ? List.of() : List.of(KnownSize.of(elements.size())));
    }
  }

  /** Keeps the state that elements were computed from. */
  private void trace(NetNode node) {
    if (data.containsKey(node.output())) {
      Set<Integer> all = new TreeSet<>();
      for (int slot : node.inputs()) {
        all.addAll(origins.getOrDefault(slot, net.isState(slot) ? Set.of(slot) : Set.of()));
      }
      origins.put(node.output(), all);
      dtype(node.output(), typeOf(node));
    }
  }

  /** The type of a vector of sizes: that of what it was taken from. */
  private @Nullable DType typeOf(NetNode node) {
    return switch (node.op()) {
      case "Shape", "Size", "ConstantOfShape", Fused.SIZES -> DType.I64;
      case "Cast" -> held(node.node().integer("to", 0));
      case "Where" -> dtype(node.input(1));
      default -> dtype(node.input(0));
    };
  }

  private boolean isScalar(int slot) {
    List<KnownSize> sizes = shape(slot);
    return sizes != null && sizes.isEmpty();
  }

  private void follow(NetNode node) {
    OnnxNode it = node.node();
    List<KnownSize> a = node.inputs().isEmpty() ? null : data(node.input(0));
    boolean scalar = isScalar(node.input(0));
    int out = node.output();
    switch (it.op()) {
      case "Shape" -> {
        List<KnownSize> sizes = shape(node.input(0));
        if (sizes != null) {
          int rank = sizes.size();
          int from = bound(it.integer("start", 0), rank);
          int to = Math.max(from, bound(it.integer("end", rank), rank));
          data(out, sizes.subList(from, to), false);
        }
      }
      case "Size" -> data(out, product(shape(node.input(0))), true);
      case "Identity" -> data(out, a, scalar);
      case "Cast" -> {
        if (it.integer("to", 0) == 7 || it.integer("to", 0) == 6) {
          data(out, a, scalar);
        }
      }
      case "Squeeze" -> data(out, a != null && a.size() == 1 ? a : null, true);
      case "Unsqueeze" -> data(out, scalar ? a : null, false);
      case "Reshape" -> {
        List<KnownSize> sizes = shape(out);
        data(out, sizes != null && sizes.size() <= 1 ? a : null, sizes != null && sizes.isEmpty());
      }
      case "Concat" -> concat(node);
      case "Gather" -> gather(node, a);
      case "Slice" -> slice(node, a);
      case "ConstantOfShape" -> fill(node);
      case "Mul" -> both(node, KnownSize::times);
      case "Add" -> both(node, (x, y) -> sum(x, y, 1));
      case "Sub" -> both(node, (x, y) -> sum(x, y, -1));
      case "Div" -> both(node, Facts::quotient);
      case "ReduceProd" -> {
        boolean keep = it.flag("keepdims", true);
        data(out, a == null || scalar || node.input(1) >= 0 ? null : product(a), !keep);
      }
      case "Where" -> where(node);
      case Fused.SIZES -> data(out, sizes(node), it.flag("scalar", false));
      default -> {} // not followed
    }
  }

  /** The sizes of a node that reads them; see {@link Fused#SIZES}. */
  private @Nullable List<KnownSize> sizes(NetNode node) {
    List<KnownSize> sizes = new ArrayList<>();
    List<String> texts = node.node().texts("sizes");
    for (String text : texts == null ? List.<String>of() : texts) {
      KnownSize product = KnownSize.of(1);
      for (String part : text.split("\\*", -1)) {
        int dot = part.indexOf('.');
        List<KnownSize> of =
            dot < 0 ? null : shape(node.input(Integer.parseInt(part.substring(0, dot))));
        if (product == null || (dot >= 0 && of == null)) {
          return null;
        }
        product =
            product.times(
                of == null
                    ? KnownSize.of(Long.parseLong(part))
                    : of.get(Integer.parseInt(part.substring(dot + 1))));
      }
      if (product == null) {
        return null;
      }
      sizes.add(product);
    }
    return sizes;
  }

  private static int bound(long at, int rank) {
    return (int) Math.clamp(at < 0 ? at + rank : at, 0L, rank);
  }

  private static @Nullable List<KnownSize> product(@Nullable List<KnownSize> all) {
    KnownSize product = KnownSize.of(1);
    for (KnownSize each : all == null ? List.<KnownSize>of() : all) {
      product = product == null ? null : product.times(each);
    }
    return all == null || product == null ? null : List.of(product);
  }

  private void concat(NetNode node) {
    List<KnownSize> all = new ArrayList<>();
    for (int slot : node.inputs()) {
      List<KnownSize> part = data(slot);
      if (part == null || isScalar(slot)) {
        return;
      }
      all.addAll(part);
    }
    data(node.output(), all, false);
  }

  private void gather(NetNode node, @Nullable List<KnownSize> a) {
    long[] places = numbers(node.input(1));
    if (a == null || places == null || isScalar(node.input(0))) {
      return;
    }
    List<KnownSize> found = new ArrayList<>();
    for (long place : places) {
      long at = place < 0 ? place + a.size() : place;
      if (at < 0 || at >= a.size()) {
        return;
      }
      found.add(a.get((int) at));
    }
    data(node.output(), found, isScalar(node.input(1)));
  }

  private void slice(NetNode node, @Nullable List<KnownSize> a) {
    long[] from = numbers(node.input(1));
    long[] to = numbers(node.input(2));
    long[] step = node.input(4) < 0 ? new long[] {1} : numbers(node.input(4));
    if (a != null
        && node.node().opset() >= 10
        && !isScalar(node.input(0))
        && from != null
        && to != null
        && step != null
        && from.length == 1
        && to.length == 1
        && step.length == 1
        && step[0] == 1) {
      int first = bound(from[0], a.size());
      data(node.output(), a.subList(first, Math.max(first, bound(to[0], a.size()))), false);
    }
  }

  private void fill(NetNode node) {
    long[] sizes = numbers(node.input(0));
    Tensor value = node.node().tensor("value");
    if (sizes != null
        && sizes.length <= 1
        && value != null
        && value.dtype() == DType.I64
        && value.count() == 1) {
      long count = sizes.length == 0 ? 1 : sizes[0];
      if (count >= 0 && count <= MOST) {
        KnownSize element = KnownSize.of(value.toLongs()[0]);
        data(node.output(), Collections.nCopies((int) count, element), sizes.length == 0);
      }
    }
  }

  private interface Both {
    @Nullable KnownSize of(KnownSize x, KnownSize y);
  }

  private void both(NetNode node, Both f) {
    List<KnownSize> a = data(node.input(0));
    List<KnownSize> b = data(node.input(1));
    if (a == null || b == null || node.node().opset() < 7) {
      return;
    }
    int count = a.size() == 1 ? b.size() : a.size();
    if (b.size() != 1 && b.size() != count) {
      return;
    }
    List<KnownSize> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      KnownSize each = f.of(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i));
      if (each == null) {
        return;
      }
      results.add(each);
    }
    data(node.output(), results, isScalar(node.input(0)) && isScalar(node.input(1)));
  }

  private static @Nullable KnownSize sum(KnownSize x, KnownSize y, int sign) {
    if (y.isNumber(0)) {
      return x;
    }
    return x.isKnown() && y.isKnown()
        ? KnownSize.of(Math.addExact(x.factor(), sign * y.factor()))
        : null;
  }

  private static @Nullable KnownSize quotient(KnownSize x, KnownSize y) {
    if (!y.isKnown() || y.factor() == 0) {
      return null;
    }
    return x.isKnown() || x.factor() % y.factor() == 0
        ? new KnownSize(x.factor() / y.factor(), x.of())
        : null;
  }

  /** The sizes of an {@code expand} of PyTorch: {@code Where(Equal(sizes, -1), ones, sizes)}. */
  private void where(NetNode node) {
    NetNode test = net.producer(node.input(0));
    List<KnownSize> yes = data(node.input(1));
    List<KnownSize> no = data(node.input(2));
    if (test == null || !test.op().equals("Equal") || yes == null || no == null) {
      return;
    }
    List<KnownSize> a = data(test.input(0));
    List<KnownSize> b = data(test.input(1));
    if (a == null || b == null || a.size() != b.size() || yes.size() != a.size()) {
      return;
    }
    List<KnownSize> chosen = new ArrayList<>();
    for (int i = 0; i < a.size() && no.size() == a.size(); i++) {
      KnownSize x = a.get(i);
      KnownSize y = b.get(i);
      boolean known = x.isKnown() && y.isKnown();
      boolean differs = x.isKnown() ? x.factor() < 0 && isSize(y) : y.factor() < 0 && isSize(x);
      if (!known && !differs) {
        return;
      }
      chosen.add(known && x.factor() == y.factor() ? yes.get(i) : no.get(i));
    }
    data(node.output(), chosen, false);
  }

  /** Whether it cannot be negative. */
  private static boolean isSize(KnownSize dim) {
    return dim.factor() >= 0;
  }

  /** The type that a number of ONNX stands for; null if there is none. */
  static @Nullable DType held(long type) {
    return Types.isHeld(type) ? Types.of(type) : null;
  }
}
