package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small models, built for tests. */
final class Protos {
  private Protos() {}

  static TensorProto.Builder tensor(String name, DataType type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    tensor.setDataType(type.getNumber());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  /** A float32 tensor with raw values. */
  static TensorProto.Builder floats(String name, long[] dims, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return tensor(name, DataType.FLOAT, dims).setRawData(ByteString.copyFrom(bytes.array()));
  }

  static NodeProto matmul(String name, String weight) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType("MatMul")
        .addInput("x")
        .addInput(weight)
        .addOutput("y")
        .build();
  }

  static ModelProto model(TensorProto.Builder... tensors) {
    GraphProto.Builder graph = GraphProto.newBuilder();
    for (TensorProto.Builder tensor : tensors) {
      graph.addInitializer(tensor);
    }
    return ModelProto.newBuilder().setGraph(graph).build();
  }

  static ModelProto with(ModelProto model, NodeProto... nodes) {
    ModelProto.Builder builder = model.toBuilder();
    for (NodeProto node : nodes) {
      builder.getGraphBuilder().addNode(node);
    }
    return builder.build();
  }

  static OnnxFile read(ModelProto model) throws OnnxException {
    return read(model.toByteArray());
  }

  static OnnxFile read(byte[] bytes) throws OnnxException {
    return OnnxFile.read("m.onnx", new ByteArrayInputStream(bytes));
  }
}
