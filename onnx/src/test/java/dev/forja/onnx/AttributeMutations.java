package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.forja.onnx.operators.OperatorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes to the attributes of a node: other values, other types, more and fewer. */
final class AttributeMutations {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    4,
    -2,
    -3,
    7,
    16,
    100,
    -100,
    255,
    65_536,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final float[] REALS = {
    0, -0f, 1, -1, 0.5f, 1e-30f, 1e30f, -1e30f, 3e9f, Float.NaN, Float.POSITIVE_INFINITY
  };

  private static final List<String> TEXTS =
      List.of(
          "",
          "nearest",
          "linear",
          "cubic",
          "reflect",
          "edge",
          "wrap",
          "constant",
          "SAME_UPPER",
          "SAME_LOWER",
          "VALID",
          "NOTSET",
          "bidirectional",
          "reverse",
          "tanh",
          "none",
          "add",
          "CRD",
          "align_corners",
          "tf_crop_and_resize",
          "ij,jk->ik",
          "...i,i...->...",
          "i".repeat(60) + "->",
          "Softplus",
          "mean",
          "\0");

  private final Random random;

  AttributeMutations(Random random) {
    this.random = random;
  }

  /** A number, often one at an edge. */
  long number() {
    return random.nextInt(6) == 0
        ? random.nextLong(-20, 40)
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  float real() {
    return random.nextInt(4) == 0
        ? (float) random.nextGaussian()
        : REALS[random.nextInt(REALS.length)];
  }

  static AttributeProto graph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  /** Changes an attribute, or adds one that the operator knows. */
  boolean change(NodeProto.Builder node) {
    int count = node.getAttributeCount();
    if (count == 0 || random.nextInt(5) == 0) {
      return add(node);
    }
    int at = random.nextInt(count);
    AttributeProto.Builder attribute = node.getAttributeBuilder(at);
    switch (random.nextInt(12)) {
      case 0 -> node.removeAttribute(at);
      case 1 -> node.addAttribute(attribute.clone());
      case 2 -> attribute.setType(type());
      default -> value(attribute);
    }
    return true;
  }

  private AttributeType type() {
    AttributeType[] types = AttributeType.values();
    return types[random.nextInt(types.length)];
  }

  private boolean add(NodeProto.Builder node) {
    List<String> known = new ArrayList<>(OperatorTable.all().attributes(node.getOpType()));
    node.getAttributeList().forEach(each -> known.remove(each.getName()));
    if (known.isEmpty()) {
      return false;
    }
    known.sort(null);
    AttributeProto.Builder made =
        AttributeProto.newBuilder().setName(known.get(random.nextInt(known.size())));
    switch (random.nextInt(5)) {
      case 0, 1 -> made.setType(AttributeType.INT);
      case 2 -> made.setType(AttributeType.FLOAT);
      case 3 -> made.setType(AttributeType.STRING);
      default -> {
        made.setType(AttributeType.INTS);
        for (int i = random.nextInt(5); i > 0; i--) {
          made.addInts(number());
        }
      }
    }
    value(made);
    node.addAttribute(made);
    return true;
  }

  private void value(AttributeProto.Builder attribute) {
    switch (attribute.getType()) {
      case INT -> attribute.setI(number());
      case FLOAT -> attribute.setF(real());
      case STRING ->
          attribute.setS(ByteString.copyFromUtf8(TEXTS.get(random.nextInt(TEXTS.size()))));
      case INTS -> numbers(attribute);
      case FLOATS -> {
        if (attribute.getFloatsCount() > 0 && random.nextBoolean()) {
          attribute.setFloats(random.nextInt(attribute.getFloatsCount()), real());
        } else {
          attribute.addFloats(real());
        }
      }
      default -> attribute.setType(type());
    }
  }

  private void numbers(AttributeProto.Builder attribute) {
    int count = attribute.getIntsCount();
    switch (count == 0 ? 0 : random.nextInt(6)) {
      case 0 -> attribute.addInts(number());
      case 1 -> {
        List<Long> fewer = new ArrayList<>(attribute.getIntsList());
        fewer.remove(random.nextInt(count));
        attribute.clearInts().addAllInts(fewer);
      }
      case 2 -> {
        long same = number();
        for (int i = 0; i < count; i++) {
          attribute.setInts(i, same);
        }
      }
      default -> attribute.setInts(random.nextInt(count), number());
    }
  }
}
