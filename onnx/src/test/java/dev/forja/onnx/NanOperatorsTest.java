package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of one number at NaN, infinities and zeros: those of ONNX Runtime, bit for bit. */
class NanOperatorsTest {
  private static final float[] EDGES = {
    Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0, -0f, 2, -2
  };

  @ParameterizedTest
  @ValueSource(strings = {"Sign", "Abs", "Neg", "Ceil", "Floor", "Round"})
  void functionsOfOneNumberAtTheEdges(String op) throws Exception {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("edges");
    graph.addNode(RandomNode.node(op, "x").addOutput("y"));
    graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
    TypeProto.Tensor floats =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(TypeProto.newBuilder().setTensorType(floats)));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(13);
    byte[] bytes = model.build().toByteArray();
    LinkedHashMap<String, Tensor> inputs = new LinkedHashMap<>(Map.of("x", Tensor.of(EDGES)));
    OnnxGraph read = OnnxModel.load("edges", new ByteArrayInputStream(bytes));
    Tensor found = Objects.requireNonNull(NoGrad.call(() -> read.call(inputs)).get("y"));
    try (OrtRun judge = new OrtRun(bytes, 1)) {
      Tensor expected = Objects.requireNonNull(judge.run(inputs).get("y"));
      assertThat(found.toFloats()).containsExactly(expected.toFloats());
    }
  }
}
