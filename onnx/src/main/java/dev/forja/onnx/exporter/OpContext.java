package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.Ints;
import dev.forja.trace.Formula;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One run of an op during its translation to ONNX. Tensors are referred to by the names of their
 * ONNX values.
 */
final class OpContext {
  private final Emitter emitter;
  private final Graph graph;
  private final Node node;
  private final SequencedMap<String, Formula> numbers;

  /** The variable numbers that no rule has requested yet. */
  private final Set<String> varying = new LinkedHashSet<>();

  OpContext(Emitter emitter, Graph graph, Node node) {
    this.emitter = emitter;
    this.graph = graph;
    this.node = node;
    this.numbers = graph.numbers(node);
    numbers.forEach(
        (name, formula) -> {
          if (!formula.isFixed()) {
            varying.add(name);
          }
        });
  }

  Node node() {
    return node;
  }

  int inputs() {
    return node.inputs().size();
  }

  String in(int place) {
    return emitter.name(node.inputs().get(place), node);
  }

  List<String> allIn() {
    return IntStream.range(0, inputs()).mapToObj(this::in).toList();
  }

  DType dtype(int place) {
    return node.inputs().get(place).tensorType().dtype();
  }

  int rank(int place) {
    return node.inputs().get(place).tensorType().rank();
  }

  /** The size of a dimension of an input as a formula of the variable sizes. */
  Formula sizeOf(int place, int dim) {
    return graph.size(node.inputs().get(place), dim);
  }

  /** Whether a dimension of an input may differ from its traced size. */
  boolean varies(int place, int dim) {
    return !sizeOf(place, dim).isFixed();
  }

  /** The size of a dimension of an input, for a rule that supports only a fixed size. */
  int size(int place, int dim) {
    Formula size = sizeOf(place, dim);
    if (!size.isFixed()) {
      throw refuse(
          "ONNX wants a fixed size of dimension %d of its input %d, and it is %s"
              .formatted(dim, place, size));
    }
    return Math.toIntExact(size.wholeAt());
  }

  /** The number of elements of an input with fixed sizes. */
  int count(int place) {
    return IntStream.range(0, rank(place)).map(d -> size(place, d)).reduce(1, (a, b) -> a * b);
  }

  /** A number of the op, for a rule that also supports a variable one. */
  Formula formula(String number) {
    varying.remove(number);
    Formula formula = numbers.get(number);
    if (formula == null) {
      throw new IllegalStateException(node.op().name() + " has no number " + number);
    }
    return formula;
  }

  /**
   * Declares that the rule handles the variable numbers of an attribute, because it writes the
   * sizes on which they depend.
   */
  void uses(String attribute) {
    varying.removeIf(name -> name.equals(attribute) || name.startsWith(attribute + "."));
  }

  /** Rejects an op with a variable number that its rule has not requested. */
  void finish() {
    if (!varying.isEmpty()) {
      String number = varying.iterator().next();
      throw refuse(
          "ONNX wants a fixed %s, and it is %s, which follows from the sizes of the inputs"
              .formatted(number, numbers.get(number)));
    }
  }

  /** A number of the op as a tensor of the given type without dimensions. */
  String number(String name, DType type) {
    return number(formula(name), type);
  }

  /** A number as a tensor of the given type without dimensions. */
  String number(Formula formula, DType type) {
    return emitter.formulas().scalar(formula, type, node);
  }

  /** Integers as an int64 vector. */
  String vector(Formula... formulas) {
    return emitter.formulas().vector(List.of(formulas), node);
  }

  /** A dimension of the first input; a negative one is counted from the end. */
  int dim(int given) {
    return given < 0 ? given + rank(0) : given;
  }

  /** Dimensions of the first input; an empty list means all. */
  int[] dims(Ints given) {
    return given.isEmpty()
        ? IntStream.range(0, rank(0)).toArray()
        : given.stream().map(this::dim).sorted().toArray();
  }

  ExportException refuse(String reason) {
    return ExportException.at(node, reason);
  }

  /** Adds a node with one output. */
  String add(String type, List<String> inputs, AttributeProto... attributes) {
    return emitter.nodes(node, type, 1, inputs, attributes).getFirst();
  }

  String add(String type, String input, AttributeProto... attributes) {
    return add(type, List.of(input), attributes);
  }

  String add(String type, String first, String second) {
    return add(type, List.of(first, second));
  }

  /** Adds a node with several outputs. */
  List<String> addAll(String type, int outputs, List<String> inputs, AttributeProto... attributes) {
    return emitter.nodes(node, type, outputs, inputs, attributes);
  }

  /** Sets the value of the only output. */
  void out(String name) {
    out(0, name);
  }

  /** Whether an output of the op is an input of another one, or a result of the graph. */
  boolean isUsed(int place) {
    int id = node.outputs().get(place).id();
    return graph.outputs().stream().anyMatch(value -> value.id() == id)
        || graph.nodes().stream()
            .flatMap(each -> each.inputs().stream())
            .anyMatch(value -> value.id() == id);
  }

  void out(int place, String name) {
    emitter.bind(node.outputs().get(place), name);
  }

  /** Adds a node that computes the only output. */
  void result(String type, List<String> inputs, AttributeProto... attributes) {
    out(add(type, inputs, attributes));
  }

  /** A float32 number. */
  String number(double value) {
    return constant(NdArray.dense(Storage.of(new float[] {(float) value})));
  }

  /** An int64 vector. */
  String longs(long... values) {
    return emitter.constant(Tensors.longs("", values));
  }

  String longs(int... values) {
    return longs(Arrays.stream(values).asLongStream().toArray());
  }

  /** An int64 number as a tensor without dimensions. */
  String scalarLong(long value) {
    return constant(NdArray.dense(Storage.of(new long[] {value})));
  }

  /** The size of a dimension of the first output as a formula of the variable sizes. */
  Formula outSize(int dim) {
    return graph.size(node.outputs().getFirst(), dim);
  }

  /** The shape of the first output as an int64 vector. */
  String outShape() {
    int rank = node.outputs().getFirst().tensorType().rank();
    return vector(IntStream.range(0, rank).mapToObj(this::outSize).toArray(Formula[]::new));
  }

  String constant(NdArray array) {
    return emitter.constant(Tensors.of("", array));
  }

  /** The body of a loop, as {@link Emitter#body} says. */
  GraphProto body(List<DType> inputs, List<DType> outputs, UnaryOperator<List<String>> step) {
    return emitter.body(inputs, outputs, step);
  }

  /** A value with another shape. */
  String reshape(String value, int... shape) {
    return add("Reshape", value, longs(shape));
  }
}
