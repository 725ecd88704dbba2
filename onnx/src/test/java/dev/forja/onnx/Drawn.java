package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A graph written as text, one node a line: {@code y = /scope/Op(a, b) axis=1 perm=0,1}. An input
 * that is a number is a constant of its own, {@code 3.5} of floats and {@code 3} or {@code [3 4]}
 * of int64.
 */
final class Drawn {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int constants;

  static Drawn graph() {
    return new Drawn();
  }

  private static ValueInfoProto info(String name, DataType type, String sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String size : sizes.isEmpty() ? new String[0] : sizes.split(" ", -1)) {
      shape.addDim(
          Character.isDigit(size.charAt(0))
              ? Dimension.newBuilder().setDimValue(Long.parseLong(size))
              : Dimension.newBuilder().setDimParam(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  Drawn input(String name, String sizes) {
    graph.addInput(info(name, DataType.FLOAT, sizes));
    return this;
  }

  Drawn ids(String name, String sizes) {
    graph.addInput(info(name, DataType.INT64, sizes));
    return this;
  }

  Drawn output(String... names) {
    for (String name : names) {
      ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(name);
      TypeProto.Tensor tensor =
          TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).build();
      graph.addOutput(info.setType(TypeProto.newBuilder().setTensorType(tensor)));
    }
    return this;
  }

  /** Values from 0.1 on, in steps of 0.1, each seventh negative. */
  Drawn weight(String name, long... sizes) {
    int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i % 7 == 3 ? -0.1f : 0.1f) * (i % 11 + 1);
    }
    graph.addInitializer(Protos.floats(name, sizes, values));
    return this;
  }

  Drawn numbers(String name, long... values) {
    graph.addInitializer(longs(values, false).toBuilder().setName(name));
    return this;
  }

  Drawn nodes(String text) {
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::node);
    return this;
  }

  private void node(String line) {
    String[] sides = line.split(" = ", 2);
    int open = sides[1].indexOf('(');
    int close = sides[1].indexOf(')');
    String name = sides[1].substring(0, open);
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(name + "_" + graph.getNodeCount())
            .setOpType(name.substring(name.lastIndexOf('/') + 1))
            .addAllOutput(List.of(sides[0].split(", ", -1)));
    for (String input : sides[1].substring(open + 1, close).split(", ", -1)) {
      node.addInput(isNumber(input) ? constant(input) : input);
    }
    for (String attribute : sides[1].substring(close + 1).strip().split(" ", -1)) {
      if (!attribute.isEmpty()) {
        node.addAttribute(attribute(attribute.split("=", 2)));
      }
    }
    graph.addNode(node);
  }

  private static boolean isNumber(String input) {
    return input.matches("[-\\[].*|[0-9].*");
  }

  private String constant(String text) {
    String name = "constant" + constants++;
    TensorProto value =
        text.contains(".")
            ? Protos.floats("", new long[0], Float.parseFloat(text)).build()
            : text.startsWith("[")
                ? longs(
                    Arrays.stream(text.substring(1, text.length() - 1).split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray(),
                    false)
                : longs(new long[] {Long.parseLong(text)}, true);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput(name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("value")
                    .setType(AttributeType.TENSOR)
                    .setT(value)));
    return name;
  }

  private static TensorProto longs(long[] values, boolean scalar) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(DataType.INT64.getNumber());
    if (!scalar) {
      tensor.addDims(values.length);
    }
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static AttributeProto attribute(String[] parts) {
    AttributeProto.Builder made = AttributeProto.newBuilder().setName(parts[0]);
    if (parts[1].matches("-?[0-9]+")) {
      return made.setType(AttributeType.INT).setI(Long.parseLong(parts[1])).build();
    }
    if (parts[1].matches("-?[0-9]+\\.[0-9e-]+")) {
      return made.setType(AttributeType.FLOAT).setF(Float.parseFloat(parts[1])).build();
    }
    if (parts[1].contains(",")) {
      made.setType(AttributeType.INTS);
      for (String part : parts[1].split(",", -1)) {
        if (!part.isEmpty()) {
          made.addInts(Long.parseLong(part));
        }
      }
      return made.build();
    }
    return made.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(parts[1])).build();
  }

  byte[] bytes(long opset) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  OnnxGraph load(OnnxOptions options) throws OnnxException {
    return OnnxModel.load("drawn.onnx", new ByteArrayInputStream(bytes(13)), options);
  }
}
