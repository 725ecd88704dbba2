package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that a file holds: initializers and constants, of its graph and of the
 * branches and loops in it. What cannot be read as an array is kept apart, with the reason.
 */
final class FileWeights {
  private static final Set<DataType> READ =
      Set.of(
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.FLOAT16,
          DataType.BFLOAT16,
          DataType.INT64,
          DataType.INT32,
          DataType.INT8,
          DataType.UINT8,
          DataType.BOOL);

  private final String file;
  private final @Nullable ExternalValues external;
  private final SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();
  private final SequencedMap<String, String> leftOut = new LinkedHashMap<>();
  private final Set<String> constants = new HashSet<>();

  FileWeights(String file, GraphProto graph, @Nullable ExternalValues external)
      throws OnnxException {
    this.file = file;
    this.external = external;
    add(graph, true);
  }

  SequencedMap<String, NdArray> arrays() {
    return arrays;
  }

  /** The names of those that are constants and not initializers. */
  Set<String> constants() {
    return constants;
  }

  /** The names of what cannot be read, with the reasons. */
  SequencedMap<String, String> leftOut() {
    return leftOut;
  }

  /** Graphs contain each other no deeper than the reader of the format allows. */
  private void add(GraphProto graph, boolean main) throws OnnxException {
    for (TensorProto tensor : graph.getInitializerList()) {
      add(tensor, tensor.getName(), main);
    }
    if (graph.getSparseInitializerCount() > 0) {
      String name = graph.getSparseInitializer(0).getValues().getName();
      throw OnnxException.inEntry(file, name, "it is sparse; only dense ones can be read");
    }
    for (NodeProto node : graph.getNodeList()) {
      boolean constant = node.getOpType().equals("Constant") && node.getOutputCount() == 1;
      for (AttributeProto attribute : node.getAttributeList()) {
        if (constant) {
          addConstant(attribute, node.getOutput(0));
        }
        if (attribute.hasG()) {
          add(attribute.getG(), false);
        }
        for (GraphProto inner : attribute.getGraphsList()) {
          add(inner, false);
        }
      }
    }
  }

  private void add(TensorProto tensor, String name, boolean main) throws OnnxException {
    DataType type = DataType.forNumber(tensor.getDataType());
    if (!main && (arrays.containsKey(name) || leftOut.containsKey(name))) {
      leftOut.putIfAbsent(name, "several graphs of the file have a tensor of this name");
    } else if (type != null && type != DataType.UNDEFINED && !READ.contains(type)) {
      leftOut.put(name, "there are no arrays of " + type.name());
    } else if (arrays.put(
            name, new TensorReader(file, tensor.toBuilder().setName(name).build(), external).read())
        != null) {
      throw OnnxException.inEntry(file, name, "the file has two initializers with this name");
    }
  }

  private void addConstant(AttributeProto value, String name) throws OnnxException {
    constants.add(name);
    switch (value.getName()) {
      case "value" -> {
        if (value.hasT()) {
          add(value.getT(), name, false);
        }
      }
      case "value_float" -> put(name, List.of(value.getF()), new int[0]);
      case "value_floats" -> put(name, value.getFloatsList(), new int[] {value.getFloatsCount()});
      case "value_int" -> putLongs(name, List.of(value.getI()), new int[0]);
      case "value_ints" -> putLongs(name, value.getIntsList(), new int[] {value.getIntsCount()});
      case "value_string", "value_strings" -> leftOut.put(name, "there are no arrays of STRING");
      case "sparse_value" -> leftOut.put(name, "it is sparse; only dense ones can be read");
      default -> {} // no value
    }
  }

  private void put(String name, List<Float> values, int[] shape) {
    Storage storage = Storage.allocate(DType.F32, values.size());
    for (int i = 0; i < values.size(); i++) {
      storage.floats()[i] = values.get(i);
    }
    arrays.putIfAbsent(name, NdArray.dense(storage, shape));
  }

  private void putLongs(String name, List<Long> values, int[] shape) {
    Storage storage = Storage.allocate(DType.I64, values.size());
    for (int i = 0; i < values.size(); i++) {
      storage.longs()[i] = values.get(i);
    }
    arrays.putIfAbsent(name, NdArray.dense(storage, shape));
  }
}
