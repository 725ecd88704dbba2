package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;

/** Adds one kind of node to a random graph. */
interface RandomNode {
  /** Returns whether it was added; there may be no value that fits. */
  boolean draw(RandomGraph graph);

  /** A node with inputs. */
  static NodeProto.Builder node(String op, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  static NodeProto.Builder with(NodeProto.Builder node, String name, long value) {
    return node.addAttribute(
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value));
  }

  static NodeProto.Builder with(NodeProto.Builder node, String name, boolean value) {
    return with(node, name, value ? 1L : 0L);
  }

  static NodeProto.Builder with(NodeProto.Builder node, String name, float value) {
    return node.addAttribute(
        AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF(value));
  }

  static NodeProto.Builder with(NodeProto.Builder node, String name, String value) {
    return node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
  }

  static NodeProto.Builder with(NodeProto.Builder node, String name, long[] values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return node.addAttribute(attribute);
  }
}
