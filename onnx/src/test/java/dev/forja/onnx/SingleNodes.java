package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/** The nodes of a model as models of their own, each with the constants that it reads. */
final class SingleNodes {
  private final ModelProto model;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, NodeProto> constants = new HashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();

  private SingleNodes(ModelProto model) {
    this.model = model;
    model.getGraph().getInitializerList().forEach(each -> initializers.put(each.getName(), each));
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        constants.put(node.getOutput(0), node);
      } else {
        nodes.add(node);
      }
    }
  }

  /** The nodes of a file; of an {@code If}, those of the branch that these inputs choose. */
  static SingleNodes of(byte[] bytes, Map<String, Tensor> inputs) throws IOException {
    ModelProto model = ModelProto.parseFrom(bytes);
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (node.getOpType().equals("If")) {
        Tensor condition = Objects.requireNonNull(inputs.get(node.getInput(0)));
        String name = condition.toLongs()[0] == 0 ? "else_branch" : "then_branch";
        AttributeProto branch =
            node.getAttributeList().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return inlined(model, node, branch);
      }
    }
    return new SingleNodes(model);
  }

  private static SingleNodes inlined(ModelProto model, NodeProto branching, AttributeProto branch) {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearNode();
    graph.addAllInitializer(branch.getG().getInitializerList());
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (node.equals(branching)) {
        graph.addAllNode(branch.getG().getNodeList());
      } else {
        graph.addNode(node);
      }
    }
    return new SingleNodes(model.toBuilder().setGraph(graph).build());
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  /** The values that these nodes read and give, without constants. */
  Set<String> values(List<NodeProto> some) {
    Set<String> names = new LinkedHashSet<>();
    for (NodeProto node : some) {
      names.addAll(node.getInputList());
      names.addAll(node.getOutputList());
    }
    names.removeAll(initializers.keySet());
    names.removeAll(constants.keySet());
    names.remove("");
    return names;
  }

  /** The file with these values as its outputs, where they are not its inputs. */
  byte[] giving(Set<String> values) {
    Set<String> wanted = new LinkedHashSet<>(values);
    model.getGraph().getInputList().forEach(input -> wanted.remove(input.getName()));
    GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
    wanted.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /** The outputs of one node on these values. */
  SequencedMap<String, Tensor> run(NodeProto node, Map<String, Tensor> values) throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder();
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (String input : new HashSet<>(node.getInputList())) {
      Tensor value = values.get(input);
      if (initializers.containsKey(input)) {
        graph.addInitializer(initializers.get(input));
      } else if (constants.containsKey(input)) {
        graph.addNode(constants.get(input));
      } else if (value != null) {
        given.put(input, value);
        graph.addInput(info(input, value));
      }
    }
    graph.addNode(node);
    node.getOutputList().stream()
        .filter(name -> !name.isEmpty())
        .forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
    OnnxGraph single = OnnxModel.load(node.getName(), new ByteArrayInputStream(bytes));
    return NoGrad.call(() -> single.call(given));
  }

  /** One of these values, or a tensor of the file. */
  Tensor value(String name, Map<String, Tensor> values) throws IOException {
    TensorProto kept = initializers.get(name);
    NodeProto constant = constants.get(name);
    if (kept == null && constant != null) {
      kept = constant.getAttribute(0).getT();
    }
    return kept == null
        ? Objects.requireNonNull(values.get(name), name)
        : Tensor.of(new TensorReader(name, kept, null).readUnnamed());
  }

  private static ValueInfoProto info(String name, Tensor value) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(RandomGraph.type(value).getNumber())))
        .build();
  }
}
