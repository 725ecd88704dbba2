package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.TensorType;
import dev.forja.trace.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One run of an op on its way to ONNX. Tensors are known by the names of ONNX's values. */
final class OpContext {
  private final Emitter emitter;
  private final Node node;

  OpContext(Emitter emitter, Node node) {
    this.emitter = emitter;
    this.node = node;
  }

  Node node() {
    return node;
  }

  int inputs() {
    return node.inputs().size();
  }

  String in(int place) {
    return emitter.name(node.inputs().get(place));
  }

  List<String> allIn() {
    return IntStream.range(0, inputs()).mapToObj(this::in).toList();
  }

  TensorType type(int place) {
    return node.inputs().get(place).type();
  }

  int rank(int place) {
    return type(place).rank();
  }

  TensorType outType() {
    return node.outputs().getFirst().type();
  }

  /** A dimension of the first input, a negative one counted from the end. */
  int dim(int given) {
    return given < 0 ? given + rank(0) : given;
  }

  /** Dimensions of the first input; none given means all. */
  int[] dims(int... given) {
    return given.length == 0
        ? IntStream.range(0, rank(0)).toArray()
        : Arrays.stream(given).map(this::dim).sorted().toArray();
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
  List<String> addAll(
      String type, int outputs, List<String> inputs, AttributeProto... attributes) {
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

  /** Whether a size that was this when traced may be another in the model. */
  boolean varies(int size) {
    return false;
  }

  /** An int64 vector of sizes. */
  String sizes(int... traced) {
    return longs(traced);
  }

  String constant(NdArray array) {
    return emitter.constant(Tensors.of("", array));
  }

  /** A value in another shape. */
  String reshape(String value, int... shape) {
    return add("Reshape", value, longs(shape));
  }
}
