package dev.forja.onnx;

import static dev.forja.onnx.RandomNode.with;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.array.DType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/**
 * Operators of quantized networks at random sizes and values: every integer is that of ONNX
 * Runtime. Weights of int8 are held to 63, because without VNNI its products of uint8 and int8 hold
 * sums of two in 16 bits.
 */
class QuantizedOperatorsTest {
  private static final int ROUNDS = 60;

  private final Random random = new Random(11);
  private final SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();

  private String input(Tensor tensor) {
    String name = "x" + inputs.size();
    inputs.put(name, tensor);
    return name;
  }

  private Tensor integers(DType type, int... shape) {
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    long least = type == DType.U8 ? 0 : -63;
    long end = type == DType.U8 ? 256 : 64;
    return Tensor.of(random.longs(count, least, end).toArray(), shape).to(type);
  }

  private Tensor zero(DType type, int... shape) {
    return random.nextInt(3) == 0
        ? Tensor.zeros(shape).to(DType.I64).to(type)
        : integers(type, shape).to(DType.I64).add(type == DType.U8 ? 0 : 1).to(type);
  }

  private Tensor scale(int... shape) {
    int count = shape.length == 0 ? 1 : shape[0];
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.001f + random.nextFloat() / 50;
    }
    return Tensor.of(values, shape);
  }

  private int size(int most) {
    return 1 + random.nextInt(most);
  }

  private DType type() {
    return random.nextBoolean() ? DType.U8 : DType.I8;
  }

  private static RandomNodeBuilder node(String op) {
    return new RandomNodeBuilder(NodeProto.newBuilder().setOpType(op).setName(op));
  }

  /** A node under construction. */
  private record RandomNodeBuilder(NodeProto.Builder proto) {
    RandomNodeBuilder in(String name) {
      proto.addInput(name);
      return this;
    }
  }

  private void judge(NodeProto.Builder node, int outputs) throws Exception {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("quantized");
    for (int i = 0; i < outputs; i++) {
      node.addOutput("y" + i);
      graph.addOutput(ValueInfoProto.newBuilder().setName("y" + i));
    }
    graph.addNode(node);
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      DataType type =
          switch (input.getValue().dtype()) {
            case U8 -> DataType.UINT8;
            case I8 -> DataType.INT8;
            case I32 -> DataType.INT32;
            default -> DataType.FLOAT;
          };
      graph.addInput(
          ValueInfoProto.newBuilder()
              .setName(input.getKey())
              .setType(
                  TypeProto.newBuilder()
                      .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()))));
    }
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(13);
    byte[] bytes = model.build().toByteArray();
    OnnxGraph read = OnnxModel.load("quantized", new ByteArrayInputStream(bytes));
    SequencedMap<String, Tensor> found = NoGrad.call(() -> read.call(inputs));
    try (OrtRun judge = new OrtRun(bytes, 1)) {
      SequencedMap<String, Tensor> expected = judge.run(inputs);
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      found.forEach(
          (name, tensor) -> {
            Tensor wanted = Objects.requireNonNull(expected.get(name));
            assertThat(tensor.dtype()).isEqualTo(wanted.dtype());
            assertThat(tensor.shape()).containsExactly(wanted.shape());
            if (tensor.dtype().isFloat()) {
              assertThat(tensor.toFloats()).containsExactly(wanted.toFloats());
            } else {
              assertThat(tensor.toLongs()).as("%s", node).containsExactly(wanted.toLongs());
            }
          });
    }
    inputs.clear();
  }

  /** Sums of 1,200 products pass 2^24, so they are cut. */
  @Test
  void productsOfMatricesAreExact() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int k = round % 10 == 0 ? 1_200 : size(40);
      int n = size(20);
      DType a = DType.U8;
      DType b = type();
      int[] left = random.nextBoolean() ? new int[] {size(9), k} : new int[] {2, size(9), k};
      RandomNodeBuilder node =
          node("MatMulInteger").in(input(integers(a, left))).in(input(integers(b, k, n)));
      if (random.nextBoolean()) {
        node.in(input(zero(a)));
        if (random.nextBoolean()) {
          node.in(input(random.nextBoolean() ? zero(b) : zero(b, n)));
        }
      }
      judge(node.proto(), 1);
    }
  }

  @Test
  void convolutionsAreExact() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int groups = random.nextInt(3) == 0 ? 2 : 1;
      int channels = round % 10 == 0 ? 90 : groups * size(4);
      int outputs = groups * size(4);
      int kernel = size(3);
      channels = channels / groups * groups;
      RandomNodeBuilder node =
          node("ConvInteger")
              .in(input(integers(DType.U8, size(2), channels, 4 + size(4), 4 + size(4))))
              .in(input(integers(DType.U8, outputs, channels / groups, kernel, kernel)));
      if (random.nextBoolean()) {
        node.in(input(zero(DType.U8)));
        if (random.nextBoolean()) {
          node.in(input(zero(DType.U8)));
        }
      }
      with(node.proto(), "group", (long) groups);
      windows(node.proto());
      judge(node.proto(), 1);
    }
  }

  private void windows(NodeProto.Builder node) {
    if (random.nextBoolean()) {
      with(node, "strides", new long[] {size(2), size(2)});
    }
    if (random.nextBoolean()) {
      with(node, "pads", new long[] {size(2), size(2) - 1, 1, 0});
    }
    if (random.nextBoolean()) {
      with(node, "dilations", new long[] {size(2), 1});
    }
  }

  @Test
  void linearProductsOfMatricesAreExact() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int k = size(60);
      int n = size(12);
      DType b = type();
      RandomNodeBuilder node =
          node("QLinearMatMul")
              .in(input(integers(DType.U8, size(7), k)))
              .in(input(scale()))
              .in(input(zero(DType.U8)))
              .in(input(integers(b, k, n)))
              .in(input(scale()))
              .in(input(zero(b)))
              .in(input(scale()))
              .in(input(zero(DType.U8)));
      judge(node.proto(), 1);
    }
  }

  @Test
  void linearConvolutionsAreExact() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int groups = random.nextInt(3) == 0 ? 2 : 1;
      int channels = groups * size(4);
      int outputs = groups * size(4);
      int kernel = size(3);
      RandomNodeBuilder node =
          node("QLinearConv")
              .in(input(integers(DType.U8, size(2), channels, 4 + size(4), 4 + size(4))))
              .in(input(scale()))
              .in(input(zero(DType.U8)))
              .in(input(integers(DType.U8, outputs, channels / groups, kernel, kernel)))
              .in(input(random.nextBoolean() ? scale() : scale(outputs)));
      node.in(input(zero(DType.U8)));
      node.in(input(scale())).in(input(zero(DType.U8)));
      if (random.nextBoolean()) {
        long[] bias = random.longs(outputs, -5_000, 5_000).toArray();
        node.in(input(Tensor.of(bias, outputs).to(DType.I32)));
      }
      with(node.proto(), "group", (long) groups);
      windows(node.proto());
      judge(node.proto(), 1);
    }
  }

  @Test
  void quantizationRoundsAsOnnxRuntimeDoes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int rows = size(5);
      int columns = size(30);
      float[] values = new float[rows * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() * (round % 3 == 0 ? 100 : 1);
      }
      if (round % 7 == 0) {
        values = new float[rows * columns];
      }
      Tensor x = Tensor.of(values, rows, columns);
      judge(node("DynamicQuantizeLinear").in(input(x)).proto(), 3);
      DType type = type();
      boolean each = random.nextBoolean();
      int[] shape = each ? new int[] {columns} : new int[0];
      judge(
          node("QuantizeLinear")
              .in(input(x))
              .in(input(scale(shape)))
              .in(input(zero(type, shape)))
              .proto(),
          1);
      judge(
          node("DequantizeLinear")
              .in(input(integers(type, rows, columns)))
              .in(input(scale(shape)))
              .in(input(zero(type, shape)))
              .proto(),
          1);
    }
  }
}
