package dev.forja.benchmarks.peer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Builds a graph of ONNX ops like that of an export. Values are referred to by their names. */
public final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("graph");
  private int values;

  /** A float32 input of this shape. */
  public String input(String name, int... shape) {
    graph.addInput(info(name, shape));
    return name;
  }

  /** Makes a value the only output. */
  public void output(String value, int... shape) {
    graph.addOutput(info(value, shape));
  }

  /** A constant of float32. */
  public String floats(float[] data, int... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(data);
    return constant(TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** A constant vector of int64. */
  public String longs(long... data) {
    ByteBuffer bytes = ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(data);
    return constant(TensorProto.DataType.INT64, bytes, data.length);
  }

  private String constant(TensorProto.DataType type, ByteBuffer bytes, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(fresh())
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (int size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  /** The only output of an op. */
  public String op(String type, List<AttributeProto> attributes, String... inputs) {
    String result = fresh();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(type + "_" + result)
            .addAllInput(List.of(inputs))
            .addOutput(result)
            .addAllAttribute(attributes));
    return result;
  }

  /** The only output of an op without attributes. */
  public String op(String type, String... inputs) {
    return op(type, List.of(), inputs);
  }

  /** An attribute that is a number. */
  public static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** An attribute that is an integer. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is a list of integers. */
  public static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** The bytes of the file. */
  public byte[] model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto info(String name, int... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int size : shape) {
      dims.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(dims)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private String fresh() {
    return "v" + values++;
  }
}
