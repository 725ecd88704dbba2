package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.Ints;
import dev.forja.op.TensorType;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;

/** One run of an op on its way to ONNX. Tensors are known by the names of ONNX's values. */
final class OpContext {
  private final Emitter emitter;
  private final DynamicSizes sizes;
  private final Node node;

  OpContext(Emitter emitter, DynamicSizes sizes, Node node) {
    this.emitter = emitter;
    this.sizes = sizes;
    this.node = node;
  }

  Node node() {
    return node;
  }

  int inputs() {
    return node.inputs().size();
  }

  String in(int place) {
    Value value = node.inputs().get(place);
    Size length = value instanceof Value.Constant constant ? emitter.range(constant) : null;
    if (length == null) {
      return emitter.name(value);
    }
    String end = add("Squeeze", emit(length));
    return add("Range", List.of(scalarLong(0), end, scalarLong(1)));
  }

  List<String> allIn() {
    return IntStream.range(0, inputs()).mapToObj(this::in).toList();
  }

  TensorType type(int place) {
    return node.inputs().get(place).tensorType();
  }

  int rank(int place) {
    return type(place).rank();
  }

  TensorType outType() {
    return node.outputs().getFirst().tensorType();
  }

  /** A dimension of the first input, a negative one counted from the end. */
  int dim(int given) {
    return given < 0 ? given + rank(0) : given;
  }

  /** Dimensions of the first input; none given means all. */
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

  /** Says what the only output is. */
  void out(String name) {
    out(0, name);
  }

  void out(int place, String name) {
    emitter.bind(node.outputs().get(place), name);
  }

  /** Adds the node that computes the only output. */
  void result(String type, List<String> inputs, AttributeProto... attributes) {
    out(add(type, inputs, attributes));
  }

  /** A float32 number. */
  String number(double value) {
    return constant(NdArray.dense(Storage.of(new float[] {(float) value})));
  }

  /** A number of the type that an input has. */
  String number(double value, DType type) {
    return switch (type) {
      case F32 -> number(value);
      case I64 -> constant(NdArray.dense(Storage.of(new long[] {(long) value})));
      case I32 -> constant(NdArray.dense(Storage.of(new int[] {(int) value})));
      case BOOL -> constant(NdArray.dense(Storage.of(new boolean[] {value != 0})));
      default -> throw refuse("numbers of type " + type + " are not exported");
    };
  }

  /** An int64 vector. */
  String longs(long... values) {
    return emitter.constant(Tensors.longs("", values));
  }

  String longs(int... values) {
    return longs(Arrays.stream(values).asLongStream().toArray());
  }

  /** An int64 number without dimensions. */
  String scalarLong(long value) {
    return constant(NdArray.dense(Storage.of(new long[] {value})));
  }

  /** Whether a dimension of an input may have another size than when it was traced. */
  boolean varies(int place, int dim) {
    Size size = sizes.fit(graph -> same(graph).inputs().get(place).tensorType().size(dim));
    return size == null || !size.isFixed();
  }

  private Node same(Graph graph) {
    return graph.nodes().get(node.index());
  }

  /** The shape of the first output, as an int64 vector. */
  String outShape() {
    return sizes(outType().rank(), (same, d) -> same.outputs().getFirst().tensorType().size(d));
  }

  /** An int64 vector of numbers of the node, which may follow from the sizes of the inputs. */
  String sizes(int count, ToLongBiFunction<Node, Integer> number) {
    List<Size> each = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = i;
      Size size = sizes.fit(graph -> number.applyAsLong(same(graph), place));
      if (size == null) {
        throw refuse("it does not follow from the sizes of the inputs in a way that is known");
      }
      each.add(size);
    }
    if (each.stream().allMatch(Size::isFixed)) {
      return longs(each.stream().mapToLong(Size::numerator).toArray());
    }
    List<String> parts = each.stream().map(this::emit).toList();
    return parts.size() == 1 ? parts.getFirst() : add("Concat", parts, Attributes.of("axis", 0L));
  }

  private String emit(Size size) {
    if (size.isFixed()) {
      return longs(size.numerator());
    }
    String value = size.numerator() == 1 ? "" : longs(size.numerator());
    for (int factor : size.factors()) {
      String one = emitter.size(factor, node);
      value = value.isEmpty() ? one : add("Mul", value, one);
    }
    value = size.denominator() == 1 ? value : add("Div", value, longs(size.denominator()));
    return size.offset() == 0 ? value : add("Add", value, longs(size.offset()));
  }

  String constant(NdArray array) {
    return emitter.constant(Tensors.of("", array));
  }

  /** A value in another shape. */
  String reshape(String value, int... shape) {
    return add("Reshape", value, longs(shape));
  }
}
