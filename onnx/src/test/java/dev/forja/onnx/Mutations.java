package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.forja.onnx.operators.OperatorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a graph that leave its file readable as a message: other attributes, sizes, types and
 * operators, swapped inputs, circles, names given twice, graphs in graphs, files beside it. For one
 * thread.
 */
final class Mutations {
  /** Types of elements, held and others. */
  private static final int LAST_TYPE = 24;

  private static final int NEWEST_OPSET = 30;

  private final Random random;
  private final AttributeMutations attributes;
  private final List<Predicate<GraphProto.Builder>> kinds =
      List.of(
          this::attribute,
          this::attribute,
          this::attribute,
          this::input,
          this::input,
          this::swapInputs,
          this::dropInput,
          this::addInput,
          this::output,
          this::operator,
          this::dropNode,
          this::repeatNode,
          this::moveNode,
          this::insert,
          this::circle,
          this::dims,
          this::values,
          this::tensorType,
          this::external,
          this::repeatInitializer,
          this::declared,
          this::graphOutput,
          this::nest,
          this::rename);

  Mutations(Random random) {
    this.random = random;
    this.attributes = new AttributeMutations(random);
  }

  /** The model with one to four changes. */
  ModelProto of(ModelProto model) {
    ModelProto.Builder changed = model.toBuilder();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      if (random.nextInt(24) == 0 && changed.getOpsetImportCount() > 0) {
        changed.getOpsetImportBuilder(0).setVersion(random.nextInt(NEWEST_OPSET));
        continue;
      }
      GraphProto.Builder graph = changed.getGraphBuilder();
      for (GraphProto.Builder in = graph; in != null && random.nextInt(4) > 0; in = inner(graph)) {
        graph = in;
      }
      for (int tries = 0; tries < 8; tries++) {
        if (kinds.get(random.nextInt(kinds.size())).test(graph)) {
          break;
        }
      }
    }
    return changed.build();
  }

  /** A graph in a node of this one; null if there is none. */
  private GraphProto.@Nullable Builder inner(GraphProto.Builder graph) {
    List<AttributeProto.Builder> found = new ArrayList<>();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (AttributeProto.Builder each : node.getAttributeBuilderList()) {
        if (each.hasG()) {
          found.add(each);
        }
      }
    }
    return found.isEmpty() ? null : found.get(random.nextInt(found.size())).getGBuilder();
  }

  private NodeProto.@Nullable Builder node(GraphProto.Builder graph) {
    int count = graph.getNodeCount();
    return count == 0 ? null : graph.getNodeBuilder(random.nextInt(count));
  }

  private boolean attribute(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    return node != null && attributes.change(node);
  }

  /** A name that means something in this graph, or nothing at all. */
  private String name(GraphProto.Builder graph) {
    List<String> names = new ArrayList<>(List.of("", "no such name"));
    graph.getInputList().forEach(each -> names.add(each.getName()));
    graph.getInitializerList().forEach(each -> names.add(each.getName()));
    graph.getNodeList().forEach(each -> names.addAll(each.getOutputList()));
    return names.get(random.nextInt(names.size()));
  }

  private boolean input(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null || node.getInputCount() == 0) {
      return false;
    }
    node.setInput(random.nextInt(node.getInputCount()), name(graph));
    return true;
  }

  private boolean swapInputs(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null || node.getInputCount() < 2) {
      return false;
    }
    int a = random.nextInt(node.getInputCount());
    int b = random.nextInt(node.getInputCount());
    String first = node.getInput(a);
    node.setInput(a, node.getInput(b)).setInput(b, first);
    return a != b;
  }

  private boolean dropInput(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null || node.getInputCount() == 0) {
      return false;
    }
    List<String> inputs = new ArrayList<>(node.getInputList());
    inputs.remove(random.nextInt(inputs.size()));
    node.clearInput().addAllInput(inputs);
    return true;
  }

  private boolean addInput(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    node.addInput(name(graph));
    return true;
  }

  private boolean output(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 -> node.clearOutput();
      case 1 -> node.addOutput("more" + random.nextInt(3));
      default -> node.clearOutput().addOutput(name(graph));
    }
    return true;
  }

  private boolean operator(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    List<String> names = List.copyOf(OperatorTable.all().names());
    node.setOpType(names.get(random.nextInt(names.size())));
    if (random.nextBoolean()) {
      node.clearAttribute(); // or what it had would be refused before anything runs
    }
    return true;
  }

  private boolean dropNode(GraphProto.Builder graph) {
    if (graph.getNodeCount() < 2) {
      return false;
    }
    graph.removeNode(random.nextInt(graph.getNodeCount()));
    return true;
  }

  private boolean repeatNode(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    NodeProto.Builder again = node.clone();
    if (random.nextBoolean()) {
      again.clearOutput().addOutput("again" + random.nextInt(3));
    }
    graph.addNode(again);
    return true;
  }

  private boolean moveNode(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    graph.addNode(random.nextInt(graph.getNodeCount() + 1), node.build());
    graph.removeNode(random.nextInt(graph.getNodeCount()));
    return true;
  }

  /** A node that takes the place of an input of another one. */
  private boolean insert(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null || node.getInputCount() == 0) {
      return false;
    }
    int at = random.nextInt(node.getInputCount());
    List<String> names = List.copyOf(OperatorTable.all().names());
    String made = "inserted" + random.nextInt(1000);
    NodeProto.Builder before =
        NodeProto.newBuilder()
            .setOpType(names.get(random.nextInt(names.size())))
            .setName(random.nextBoolean() ? node.getName() : "/".repeat(random.nextInt(3)) + "a/b")
            .addInput(node.getInput(at))
            .addOutput(made);
    for (int more = random.nextInt(4); more > 0; more--) {
      before.addInput(name(graph));
    }
    attributes.change(before);
    node.setInput(at, made);
    graph.addNode(random.nextInt(graph.getNodeCount() + 1), before);
    return true;
  }

  private boolean circle(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    NodeProto.Builder other = node(graph);
    if (node == null || other == null || other.getOutputCount() == 0) {
      return false;
    }
    node.addInput(other.getOutput(random.nextInt(other.getOutputCount())));
    return true;
  }

  private TensorProto.@Nullable Builder tensor(GraphProto.Builder graph) {
    if (graph.getInitializerCount() > 0 && random.nextInt(4) > 0) {
      return graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    }
    List<TensorProto.Builder> found = new ArrayList<>();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (AttributeProto.Builder each : node.getAttributeBuilderList()) {
        if (each.hasT()) {
          found.add(each.getTBuilder());
        }
      }
    }
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  private boolean dims(GraphProto.Builder graph) {
    TensorProto.Builder tensor = tensor(graph);
    if (tensor == null) {
      return false;
    }
    if (tensor.getDimsCount() > 0 && random.nextBoolean()) {
      tensor.setDims(random.nextInt(tensor.getDimsCount()), attributes.number());
    } else {
      List<Long> dims = new ArrayList<>(tensor.getDimsList());
      switch (random.nextInt(3)) {
        case 0 -> dims.add(random.nextInt(dims.size() + 1), random.nextBoolean() ? 1L : 0L);
        case 1 -> dims.removeIf(size -> size == 1);
        default -> {
          long count = dims.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
          dims.clear();
          dims.add(count);
        }
      }
      tensor.clearDims().addAllDims(dims);
    }
    return true;
  }

  /** Other elements, most of which are sizes and places. */
  private boolean values(GraphProto.Builder graph) {
    TensorProto.Builder tensor = tensor(graph);
    if (tensor == null) {
      return false;
    }
    if (tensor.getInt64DataCount() > 0) {
      tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), attributes.number());
    } else if (tensor.getInt32DataCount() > 0) {
      int value = (int) attributes.number();
      tensor.setInt32Data(random.nextInt(tensor.getInt32DataCount()), value);
    } else if (tensor.getFloatDataCount() > 0) {
      tensor.setFloatData(random.nextInt(tensor.getFloatDataCount()), attributes.real());
    } else if (!tensor.getRawData().isEmpty()) {
      tensor.setRawData(ByteString.copyFrom(changed(tensor.getRawData().toByteArray())));
    } else {
      return false;
    }
    return true;
  }

  private byte[] changed(byte[] bytes) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
    }
    int from = random.nextInt(bytes.length) & -8;
    byte[] value = new byte[8];
    if (random.nextInt(4) == 0) {
      random.nextBytes(value);
    } else {
      long number = attributes.number();
      for (int i = 0; i < 8; i++) {
        value[i] = (byte) (number >> (8 * i));
      }
    }
    System.arraycopy(value, 0, bytes, from, Math.min(8, bytes.length - from));
    return bytes;
  }

  private boolean tensorType(GraphProto.Builder graph) {
    TensorProto.Builder tensor = tensor(graph);
    if (tensor == null) {
      return false;
    }
    tensor.setDataType(random.nextInt(LAST_TYPE));
    return true;
  }

  private boolean external(GraphProto.Builder graph) {
    TensorProto.Builder tensor = tensor(graph);
    if (tensor == null) {
      return false;
    }
    List<String> places =
        List.of("values.bin", "../values.bin", "/etc/passwd", "", ".", "\0", "link", "none");
    tensor.clearRawData().clearFloatData().clearInt64Data().clearInt32Data();
    tensor.setDataLocation(DataLocation.EXTERNAL);
    tensor
        .addExternalDataBuilder()
        .setKey("location")
        .setValue(places.get(random.nextInt(places.size())));
    if (random.nextBoolean()) {
      tensor
          .addExternalDataBuilder()
          .setKey(random.nextBoolean() ? "offset" : "length")
          .setValue(Long.toString(attributes.number()));
    }
    return true;
  }

  private boolean repeatInitializer(GraphProto.Builder graph) {
    if (graph.getInitializerCount() == 0) {
      return false;
    }
    TensorProto.Builder again =
        graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())).clone();
    graph.addInitializer(random.nextBoolean() ? again.setName(name(graph)) : again);
    return true;
  }

  /** Another type or shape of an input. */
  private boolean declared(GraphProto.Builder graph) {
    if (graph.getInputCount() == 0) {
      return false;
    }
    ValueInfoProto.Builder info = graph.getInputBuilder(random.nextInt(graph.getInputCount()));
    switch (random.nextInt(4)) {
      case 0 -> info.clearType();
      case 1 -> info.getTypeBuilder().getTensorTypeBuilder().setElemType(random.nextInt(LAST_TYPE));
      case 2 ->
          info.setType(
              TypeProto.newBuilder()
                  .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(info.getType())));
      default ->
          info.getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder()
              .addDimBuilder()
              .setDimValue(attributes.number());
    }
    return true;
  }

  private boolean graphOutput(GraphProto.Builder graph) {
    switch (random.nextInt(3)) {
      case 0 -> graph.addOutput(ValueInfoProto.newBuilder().setName(name(graph)));
      case 1 -> {
        if (graph.getOutputCount() > 0) {
          graph.removeOutput(random.nextInt(graph.getOutputCount()));
        }
      }
      default -> {
        if (graph.getOutputCount() > 0) {
          graph.getOutputBuilder(random.nextInt(graph.getOutputCount())).setName(name(graph));
        }
      }
    }
    return true;
  }

  /** A loop or a branch around a copy of some of the graph. */
  private boolean nest(GraphProto.Builder graph) {
    if (graph.clone().build().getSerializedSize() > 20_000) {
      return false;
    }
    GraphProto.Builder body = graph.clone();
    boolean loop = random.nextBoolean();
    String given = name(graph);
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(loop ? "Loop" : "If").addOutput("nested");
    if (loop) {
      body.clearInput();
      for (String name : List.of("step", "going")) {
        body.addInput(ValueInfoProto.newBuilder().setName(name));
      }
      body.addOutput(0, ValueInfoProto.newBuilder().setName("going"));
      boolean open = random.nextInt(16) == 0;
      String trips = "trips" + graph.getInitializerCount();
      if (!open) {
        graph.addInitializer(
            Protos.tensor(trips, TensorProto.DataType.INT64).addInt64Data(random.nextInt(4)));
      }
      node.addInput(open ? "" : random.nextBoolean() ? trips : given).addInput("");
      node.addAttribute(AttributeMutations.graph("body", body));
    } else {
      body.clearInput();
      node.addInput(given);
      node.addAttribute(AttributeMutations.graph("then_branch", body));
      node.addAttribute(AttributeMutations.graph("else_branch", body));
    }
    graph.addNode(node);
    graph.addOutput(ValueInfoProto.newBuilder().setName("nested"));
    return true;
  }

  private boolean rename(GraphProto.Builder graph) {
    NodeProto.Builder node = node(graph);
    if (node == null) {
      return false;
    }
    node.setName("/a/b.0/".repeat(random.nextInt(40)) + node.getOpType());
    return true;
  }
}
