package dev.forja.trace;

import static java.util.Objects.requireNonNull;

import dev.forja.array.Storage;
import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The numbers in the traces of one call at several sizes; the rest of each trace is discarded. Each
 * trace is checked to have the same ops on the same tensors as the first.
 */
final class Samples {
  private final List<Dim> dims;
  private final Graph base;
  private final Set<Storage> trained;
  private final List<int[]> points = new ArrayList<>();
  private final List<List<Column>> numbers = new ArrayList<>();
  private final List<List<Column>> sizes = new ArrayList<>();
  private final Map<Integer, ConstantSamples> constants = new HashMap<>();

  /** Starts with the first trace, whose constants in {@code trained} can be trained. */
  Samples(List<Dim> dims, Graph base, Set<Storage> trained) {
    this.dims = dims;
    this.base = base;
    this.trained = trained;
    for (Node node : base.nodes()) {
      numbers.add(columns(OpNumbers.of(node.op()).size()));
    }
    for (Value value : base.values()) {
      sizes.add(columns(value.tensorType().rank()));
      if (value instanceof Value.Constant constant) {
        constants.put(value.id(), new ConstantSamples(constant.tensor()));
      }
    }
  }

  private static List<Column> columns(int count) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new Column());
    }
    return columns;
  }

  /** The small integers in the first trace; near them, the behaviour of the call may change. */
  static Set<Integer> constantsOf(Graph graph) {
    Set<Integer> constants = new TreeSet<>();
    for (Node node : graph.nodes()) {
      OpNumbers.of(node.op()).forEach(number -> addTo(constants, Math.abs(number.value())));
    }
    for (Value value : graph.values()) {
      for (int size : value.tensorType().shape()) {
        addTo(constants, size);
      }
    }
    return constants;
  }

  private static void addTo(Set<Integer> constants, double number) {
    if (number == Math.rint(number) && number < 1 << 20 && constants.size() < 64) {
      constants.add((int) number);
    }
  }

  /**
   * Adds a trace.
   *
   * @param trainedThere the storages of those of its constants that can be trained, whose values
   *     will be others than now
   * @throws IllegalArgumentException if it has other ops than the first trace, or ops on other
   *     tensors
   */
  void add(int[] point, Graph graph, Set<Storage> trainedThere) {
    int both = Math.min(base.nodes().size(), graph.nodes().size());
    for (int i = 0; i < both; i++) {
      Node one = base.nodes().get(i);
      Node two = graph.nodes().get(i);
      if (!OpNumbers.alike(one.op(), two.op()) || !ids(one.inputs()).equals(ids(two.inputs()))) {
        throw changes(point, one, two);
      }
      if (one.outputs().size() != two.outputs().size()) {
        throw changes(
            point,
            "%s gives %d tensors at the one and %d at the other"
                .formatted(one.where(), one.outputs().size(), two.outputs().size()));
      }
    }
    if (base.nodes().size() != graph.nodes().size()) {
      Graph longer = base.nodes().size() > both ? base : graph;
      throw changes(point, "only one of them has " + longer.nodes().get(both).where());
    }
    compareValues(point, graph);
    compareHeld(point, graph, trainedThere);
    points.add(point);
    for (Node node : graph.nodes()) {
      List<OpNumbers.Named> named = OpNumbers.of(node.op());
      for (int i = 0; i < named.size(); i++) {
        numbers.get(node.index()).get(i).add(named.get(i).value());
      }
    }
    for (Value value : graph.values()) {
      TensorType type = value.tensorType();
      for (int d = 0; d < type.rank(); d++) {
        sizes.get(value.id()).get(d).add(type.size(d));
      }
      if (value instanceof Value.Constant(int id, Tensor tensor)) {
        requireNonNull(constants.get(id)).add(tensor);
      }
    }
  }

  private void compareValues(int[] point, Graph graph) {
    if (base.values().size() != graph.values().size()
        || !ids(base.outputs()).equals(ids(graph.outputs()))) {
      throw changes(point, "they take or give other tensors");
    }
    for (Value one : base.values()) {
      Value two = graph.values().get(one.id());
      boolean same =
          one.getClass() == two.getClass()
              && one.tensorType().dtype() == two.tensorType().dtype()
              && one.tensorType().rank() == two.tensorType().rank();
      if (one instanceof Value.State(_, _, Tensor held)
          && two instanceof Value.State(_, _, Tensor other)) {
        same &= held == other;
      }
      if (!same) {
        throw changes(
            point,
            "the value %s is %s at the one, %s %s at the other"
                .formatted(one.name(), one.tensorType(), two.name(), two.tensorType()));
      }
    }
  }

  /** Checks that a size does not decide which of several tensors is used that may change later. */
  private void compareHeld(int[] point, Graph graph, Set<Storage> trainedThere) {
    for (Value value : graph.values()) {
      if (value instanceof Value.Constant(int id, Tensor tensor)) {
        Storage first = requireNonNull(constants.get(id)).storage();
        Storage storage = tensor.array().storage();
        if (storage != first && (trainedThere.contains(storage) || trained.contains(first))) {
          throw changes(
              point,
              "%s is another parameter at the one than at the other".formatted(where(value)));
        }
      }
    }
  }

  private static List<Integer> ids(List<Value> values) {
    return values.stream().map(Value::id).toList();
  }

  private IllegalArgumentException changes(int[] point, Node one, Node two) {
    return changes(
        point,
        "the one has %s(%s), the other %s(%s)"
            .formatted(one.where(), one.attributes(), two.where(), two.attributes()));
  }

  private IllegalArgumentException changes(int[] point, String how) {
    return new IllegalArgumentException(
        "the call does something else at %s than at %s, so that a branch or a loop depends on a"
                .formatted(Sampling.show(dims, point), Sampling.show(dims, nearest(point)))
            + " size: "
            + how);
  }

  /** The traced sizes that are closest to the given ones. */
  private int[] nearest(int[] point) {
    return points.stream()
        .min((a, b) -> Long.compare(distance(a, point), distance(b, point)))
        .orElse(point);
  }

  private static long distance(int[] a, int[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((long) a[i] - b[i]);
    }
    return sum;
  }

  /**
   * The formulas of all numbers.
   *
   * @throws IllegalArgumentException if no formula of the sizes gives a number, or if several
   *     different ones do
   */
  OpenSizes fitted() {
    boolean exhaustive = Sampling.isExhaustive(dims);
    Fitter fitter = new Fitter(dims, points, exhaustive);
    List<Formula[]> ofValues = new ArrayList<>();
    List<Formula[]> ofNodes = new ArrayList<>();
    Map<Integer, OpenConstant> open = new HashMap<>();
    for (Value value : base.values()) {
      if (value instanceof Value.Result result && ofNodes.size() == result.node()) {
        ofNodes.add(numbersOf(base.nodes().get(result.node()), ofValues, fitter));
      }
      List<Column> columns = sizes.get(value.id());
      Formula[] shape = new Formula[columns.size()];
      String where = where(value);
      for (int d = 0; d < shape.length; d++) {
        String what = "the size of dimension %d of %s".formatted(d, where);
        shape[d] = fitter.fit(what, columns.get(d), OpNumbers.Kind.WHOLE);
        fitter.uses(shape[d]);
      }
      ofValues.add(shape);
      ConstantSamples constant = constants.get(value.id());
      if (constant != null && constant.varies()) {
        open.put(value.id(), constant.fitted(where, List.of(shape), fitter));
      }
    }
    return new OpenSizes(
        base, dims, exhaustive ? Coverage.EXHAUSTIVE : Coverage.SAMPLED, ofValues, ofNodes, open);
  }

  /**
   * The formulas of the numbers of an op. The sizes of its outputs often follow from them and from
   * the sizes of its inputs.
   */
  private Formula[] numbersOf(Node node, List<Formula[]> ofValues, Fitter fitter) {
    List<Column> columns = numbers.get(node.index());
    List<OpNumbers.Named> named = OpNumbers.of(node.op());
    Formula[] formulas = new Formula[columns.size()];
    for (Value input : node.inputs()) {
      for (Formula size : ofValues.get(input.id())) {
        fitter.uses(size);
      }
    }
    for (int i = 0; i < formulas.length; i++) {
      String what = "%s: its %s".formatted(node.where(), named.get(i).name());
      formulas[i] = fitter.fit(what, columns.get(i), named.get(i).kind());
      fitter.uses(formulas[i]);
    }
    return formulas;
  }

  /** Describes a value, and the op that returns or takes it. */
  private String where(Value value) {
    if (value instanceof Value.Result result) {
      return "what is given by " + base.nodes().get(result.node()).where();
    }
    if (value instanceof Value.Constant) {
      return base.nodes().stream()
          .filter(node -> node.inputs().contains(value))
          .map(node -> "a tensor made outside of ops and taken by " + node.where())
          .findFirst()
          .orElse("a tensor made outside of ops");
    }
    return "'" + value.name() + "'";
  }
}
