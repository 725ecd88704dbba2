package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of a node as plain values, and keeps the graphs among them apart. */
final class AttributeReader {
  private final String file;
  private final String node;
  private final @Nullable ExternalValues external;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, GraphProto> graphs = new LinkedHashMap<>();

  AttributeReader(String file, String node, @Nullable ExternalValues external) {
    this.file = file;
    this.node = node;
    this.external = external;
  }

  void read(List<AttributeProto> attributes) throws OnnxException {
    for (AttributeProto attribute : attributes) {
      if (values.containsKey(attribute.getName()) || graphs.containsKey(attribute.getName())) {
        throw error(attribute, "it is given twice");
      }
      if (!attribute.getRefAttrName().isEmpty()) {
        throw error(attribute, "it refers to an attribute of a function");
      }
      read(attribute);
    }
  }

  private void read(AttributeProto attribute) throws OnnxException {
    String name = attribute.getName();
    switch (attribute.getType()) {
      case FLOAT -> values.put(name, attribute.getF());
      case INT -> values.put(name, attribute.getI());
      case STRING -> values.put(name, attribute.getS().toStringUtf8());
      case TENSOR ->
          values.put(
              name, Tensor.of(new TensorReader(file, attribute.getT(), external).readUnnamed()));
      case GRAPH -> graphs.put(name, attribute.getG());
      case FLOATS -> values.put(name, List.copyOf(attribute.getFloatsList()));
      case INTS -> values.put(name, List.copyOf(attribute.getIntsList()));
      case STRINGS ->
          values.put(
              name, attribute.getStringsList().stream().map(text -> text.toStringUtf8()).toList());
      case TYPE_PROTO -> {} // the type of an empty optional, which needs none
      default -> throw error(attribute, "its type is %s".formatted(attribute.getType().name()));
    }
  }

  Map<String, Object> values() {
    return values;
  }

  Map<String, GraphProto> graphs() {
    return graphs;
  }

  private OnnxException error(AttributeProto attribute, String problem) {
    return new OnnxException(
        file,
        "%s, attribute %s: %s".formatted(node, OnnxException.quote(attribute.getName()), problem));
  }
}
