package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.array.DType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph of a few nodes that is drawn at random. Each node is run when it is added, so what
 * follows knows its values.
 */
final class RandomGraph {
  /** Larger values, and what is not finite, are not passed on. */
  private static final double LARGEST = 1e4;

  /** So many nodes has a graph, unless one of them fails. */
  private static final int NODES = 6;

  private static final List<RandomNode> KINDS =
      Stream.of(RandomElementwise.all(), RandomArrangements.all(), RandomNetworks.all())
          .flatMap(List::stream)
          .toList();

  /**
   * A value of the graph.
   *
   * @param name its name
   * @param tensor what it is on the inputs of this graph
   * @param exact whether it is free of rounding, so that it may be compared and rounded
   */
  record Value(String name, Tensor tensor, boolean exact) {
    boolean isFloat() {
      return tensor.dtype() == DType.F32;
    }

    int rank() {
      return tensor.rank();
    }

    int size(int dim) {
      return tensor.size(dim);
    }
  }

  final Random random;
  final int opset;
  private final List<Value> values = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("random");
  private int names;

  /** The failure of the node that was added last, if it cannot be run here. */
  private @Nullable RuntimeException failure;

  RandomGraph(long seed) {
    random = new Random(seed);
    opset = 7 + random.nextInt(16);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      input(floats(shape()));
    }
    if (random.nextBoolean()) {
      input(Tensor.of(random.longs(12, -5, 6).toArray(), 3, 4));
    }
  }

  /** The graph of a seed. */
  static RandomGraph drawn(long seed) {
    RandomGraph graph = new RandomGraph(seed);
    int added = 0;
    for (int tries = 0; tries < 40 && added < NODES && graph.failure() == null; tries++) {
      added += KINDS.get(graph.below(KINDS.size())).draw(graph) ? 1 : 0;
    }
    return graph;
  }

  private void input(Tensor tensor) {
    String name = name("in");
    graph.addInput(info(name, tensor));
    inputs.put(name, tensor);
    tensors.put(name, tensor);
    values.add(new Value(name, tensor, true));
  }

  private String name(String begin) {
    return begin + names++;
  }

  /** Sizes from 1 to 6, of which there are at most four. */
  int[] shape() {
    int[] shape = new int[random.nextInt(5)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = 1 + random.nextInt(6);
    }
    return shape;
  }

  /** Multiples of 1/16 between -4 and 4. */
  Tensor floats(int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(-64, 65) / 16f;
    }
    return Tensor.of(values, shape);
  }

  int below(int end) {
    return random.nextInt(end);
  }

  boolean chance() {
    return random.nextBoolean();
  }

  @SafeVarargs
  final <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of the values that fit, later ones more often; null if there is none. */
  @Nullable Value pick(Predicate<Value> fits) {
    List<Value> fitting = values.stream().filter(fits).toList();
    return fitting.isEmpty()
        ? null
        : fitting.get((int) (fitting.size() * Math.sqrt(random.nextDouble())));
  }

  /** A tensor that the file has. */
  String constant(Tensor tensor) {
    String name = name("c");
    tensors.put(name, tensor);
    TensorProto proto = proto(name, tensor);
    if (random.nextInt(3) == 0) {
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("Constant")
              .addOutput(name)
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("value")
                      .setType(AttributeProto.AttributeType.TENSOR)
                      .setT(proto)));
    } else {
      graph.addInitializer(proto);
    }
    return name;
  }

  String constant(long... numbers) {
    return constant(Tensor.of(numbers, numbers.length));
  }

  /** Adds a node; its outputs become values. False if it cannot be run here, or gives too much. */
  boolean add(NodeProto.Builder node, boolean exact) {
    return add(node, exact, 1);
  }

  boolean add(NodeProto.Builder node, boolean exact, int outputs) {
    node.setName(node.getOpType() + names);
    for (int i = 0; i < outputs; i++) {
      node.addOutput(name("v"));
    }
    SequencedMap<String, Tensor> results;
    try {
      results = run(node.build());
    } catch (OnnxCallException | IllegalArgumentException e) {
      failure = e;
      graph.addNode(node);
      node.getOutputList()
          .forEach(output -> graph.addOutput(ValueInfoProto.newBuilder().setName(output)));
      return true;
    } catch (IOException e) {
      throw new IllegalStateException(node.toString(), e);
    }
    if (!results.values().stream().allMatch(RandomGraph::isModest)) {
      return false;
    }
    graph.addNode(node);
    results.forEach(
        (name, tensor) -> {
          graph.addOutput(info(name, tensor));
          tensors.put(name, tensor);
          values.add(new Value(name, tensor, exact));
        });
    return true;
  }

  private static boolean isModest(Tensor tensor) {
    if (tensor.count() > 2_000) {
      return false;
    }
    for (float value : tensor.to(DType.F32).toFloats()) {
      if (!(Math.abs(value) <= LARGEST)) {
        return false;
      }
    }
    return true;
  }

  private SequencedMap<String, Tensor> run(NodeProto node) throws IOException {
    GraphProto.Builder single = GraphProto.newBuilder().addNode(node);
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (String input : node.getInputList()) {
      Tensor tensor = tensors.get(input);
      if (tensor != null && given.put(input, tensor) == null) {
        single.addInput(info(input, tensor));
      }
    }
    node.getOutputList()
        .forEach(output -> single.addOutput(ValueInfoProto.newBuilder().setName(output)));
    OnnxGraph made = OnnxModel.load("node", new ByteArrayInputStream(model(single).toByteArray()));
    return NoGrad.call(() -> made.call(given));
  }

  private ModelProto model(GraphProto.Builder made) {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(opset < 19 ? 8 : 10).setGraph(made);
    model.addOpsetImportBuilder().setVersion(opset);
    return model.build();
  }

  byte[] bytes() {
    return model(graph).toByteArray();
  }

  SequencedMap<String, Tensor> inputs() {
    return inputs;
  }

  int nodes() {
    return graph.getNodeCount();
  }

  /** The graph cannot go on after a node that fails. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  List<String> operators() {
    return graph.getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @Override
  public String toString() {
    return "opset " + opset + "\n" + graph.clone().clearInitializer().clearOutput().build();
  }

  static DataType type(Tensor tensor) {
    return switch (tensor.dtype()) {
      case F32 -> DataType.FLOAT;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case I8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOL;
      case F16, BF16 -> throw new IllegalArgumentException("no tensors of " + tensor.dtype());
    };
  }

  private static ValueInfoProto info(String name, Tensor tensor) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type(tensor).getNumber())))
        .build();
  }

  private static TensorProto proto(String name, Tensor tensor) {
    long[] dims = new long[tensor.rank()];
    for (int d = 0; d < dims.length; d++) {
      dims[d] = tensor.size(d);
    }
    TensorProto.Builder proto = Protos.tensor(name, type(tensor), dims);
    switch (tensor.dtype()) {
      case F32 -> {
        for (float value : tensor.toFloats()) {
          proto.addFloatData(value);
        }
      }
      case I64 -> {
        for (long value : tensor.toLongs()) {
          proto.addInt64Data(value);
        }
      }
      default -> {
        for (long value : tensor.toLongs()) {
          proto.addInt32Data((int) value);
        }
      }
    }
    return proto.build();
  }
}
