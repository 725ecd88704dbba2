package dev.forja.onnx;

import static dev.forja.onnx.Protos.floats;
import static dev.forja.onnx.Protos.matmul;
import static dev.forja.onnx.Protos.model;
import static dev.forja.onnx.Protos.read;
import static dev.forja.onnx.Protos.tensor;
import static dev.forja.onnx.Protos.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The values, types and names that are read. */
class OnnxFileTest {
  private static final long[] TWO_BY_THREE = {2, 3};

  @Test
  void readsRawValues() throws Exception {
    NdArray w = array(read(model(floats("w", TWO_BY_THREE, 1, 2, 3, 4, 5, 6))), "w");
    assertThat(w.shape()).containsExactly(2, 3);
    assertThat(w.floats()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsScalarsAndEmptyTensors() throws Exception {
    OnnxFile file =
        read(model(floats("scalar", new long[0], 7), floats("none", new long[] {0, 4})));
    assertThat(array(file, "scalar").shape()).isEmpty();
    assertThat(array(file, "none").shape()).containsExactly(0, 4);
    assertThat(file.valueCount()).isEqualTo(1);
  }

  @Test
  void readsListedValuesOfEveryType() throws Exception {
    OnnxFile file =
        read(
            model(
                tensor("float", DataType.FLOAT, 2).addFloatData(1.5f).addFloatData(-2),
                tensor("double", DataType.DOUBLE, 1).addDoubleData(0.1),
                tensor("half", DataType.FLOAT16, 1).addInt32Data(0xbc00),
                tensor("brain", DataType.BFLOAT16, 1).addInt32Data(0xbf80),
                tensor("long", DataType.INT64, 1).addInt64Data(Long.MIN_VALUE),
                tensor("int", DataType.INT32, 1).addInt32Data(Integer.MIN_VALUE),
                tensor("byte", DataType.INT8, 1).addInt32Data(-128),
                tensor("ubyte", DataType.UINT8, 1).addInt32Data(255),
                tensor("bool", DataType.BOOL, 2).addInt32Data(0).addInt32Data(1)));
    assertThat(values(file, "float", DType.F32)).containsExactly(1.5f, -2);
    assertThat(values(file, "double", DType.F32)).containsExactly(0.1f);
    assertThat(values(file, "half", DType.F16)).containsExactly(-1);
    assertThat(values(file, "brain", DType.BF16)).containsExactly(-1);
    assertThat(Tensor.of(array(file, "long")).toLongs()).containsExactly(Long.MIN_VALUE);
    assertThat(values(file, "int", DType.I32)).containsExactly(Integer.MIN_VALUE);
    assertThat(values(file, "byte", DType.I8)).containsExactly(-128);
    assertThat(values(file, "ubyte", DType.U8)).containsExactly(255);
    assertThat(values(file, "bool", DType.BOOL)).containsExactly(0, 1);
  }

  @Test
  void readsRawValuesOfEveryType() throws Exception {
    OnnxFile file =
        read(
            model(
                raw("double", DataType.DOUBLE, 0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f),
                raw("half", DataType.FLOAT16, 0x00, 0xbc),
                raw("brain", DataType.BFLOAT16, 0x80, 0xbf),
                raw("long", DataType.INT64, 1, 0, 0, 0, 0, 0, 0, 0x80),
                raw("int", DataType.INT32, 2, 0, 0, 0x80),
                raw("byte", DataType.INT8, 0x80),
                raw("ubyte", DataType.UINT8, 0xff),
                raw("bool", DataType.BOOL, 1)));
    assertThat(values(file, "double", DType.F32)).containsExactly(0.1f);
    assertThat(values(file, "half", DType.F16)).containsExactly(-1);
    assertThat(values(file, "brain", DType.BF16)).containsExactly(-1);
    assertThat(Tensor.of(array(file, "long")).toLongs()).containsExactly(Long.MIN_VALUE + 1);
    assertThat(Tensor.of(array(file, "int")).toLongs()).containsExactly(Integer.MIN_VALUE + 2L);
    assertThat(values(file, "byte", DType.I8)).containsExactly(-128);
    assertThat(values(file, "ubyte", DType.U8)).containsExactly(255);
    assertThat(values(file, "bool", DType.BOOL)).containsExactly(1);
  }

  @Test
  void namesAnonymousWeightsByTheNodesThatUseThemAndTurnsThem() throws Exception {
    ModelProto model =
        with(
            model(
                floats("onnx::MatMul_7", TWO_BY_THREE, 1, 2, 3, 4, 5, 6),
                floats("norm.weight", new long[] {2}, 1, 1)),
            matmul("/encoder/layer.0/query/MatMul", "onnx::MatMul_7"));
    OnnxFile file = read(model);
    assertThat(file.initializers()).containsOnlyKeys("onnx::MatMul_7", "norm.weight");
    assertThat(file.stateDict()).containsOnlyKeys("encoder.layer.0.query.weight", "norm.weight");
    Tensor weight = requireNonNull(file.stateDict().get("encoder.layer.0.query.weight"));
    assertThat(weight.shape()).containsExactly(3, 2);
    assertThat(weight.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void aModuleCalledTwiceHasOneNameAndATiedOneTwo() throws Exception {
    ModelProto model =
        with(
            model(floats("onnx::MatMul_7", TWO_BY_THREE, 1, 2, 3, 4, 5, 6)),
            matmul("/a/MatMul", "onnx::MatMul_7"),
            matmul("/a/MatMul_1", "onnx::MatMul_7"),
            matmul("/b/MatMul", "onnx::MatMul_7"));
    assertThat(read(model).stateDict()).containsOnlyKeys("a.weight", "b.weight");
  }

  @Test
  void whatHasNoNameToBeFoundKeepsThatOfTheFile() throws Exception {
    ModelProto model =
        with(
            model(
                floats("onnx::MatMul_1", TWO_BY_THREE, 1, 2, 3, 4, 5, 6),
                floats("onnx::MatMul_2", new long[] {1}, 1),
                floats("named", TWO_BY_THREE, 1, 2, 3, 4, 5, 6)),
            matmul("MatMul_3", "onnx::MatMul_1"),
            matmul("/a/MatMul", "onnx::MatMul_2"),
            matmul("/b/MatMul", "named"));
    OnnxFile file = read(model);
    assertThat(file.stateDict().keySet()).isEqualTo(file.initializers().keySet());
    file.stateDict()
        .forEach((name, tensor) -> assertThat(tensor.array()).isSameAs(array(file, name)));
  }

  private static NodeProto.Builder node(String type, String name, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(name + "_output_0");
  }

  private static AttributeProto.Builder attribute(String name) {
    return AttributeProto.newBuilder().setName(name);
  }

  @Test
  void gemmsAndConvolutionsNameTheirWeightsAndMultiplyTheirFactorsIn() throws Exception {
    ModelProto model =
        with(
            model(
                floats("onnx::Gemm_1", TWO_BY_THREE, 1, 2, 3, 4, 5, 6),
                floats("onnx::Gemm_2", new long[] {3}, 1, 2, 3),
                floats("onnx::Gemm_3", TWO_BY_THREE, 1, 2, 3, 4, 5, 6),
                floats("onnx::Conv_4", new long[] {1, 1, 1}, 7),
                floats("onnx::Conv_5", new long[] {1}, 8)),
            node("Gemm", "/a/Gemm", "x", "onnx::Gemm_1", "onnx::Gemm_2")
                .addAttribute(attribute("alpha").setF(2))
                .addAttribute(attribute("beta").setF(-1))
                .build(),
            node("Gemm", "/b/fc/Gemm", "x", "onnx::Gemm_3")
                .addAttribute(attribute("transB").setI(1))
                .build(),
            node("Conv", "/c/Conv", "x", "onnx::Conv_4", "onnx::Conv_5").build());
    var state = read(model).stateDict();
    assertThat(state).containsOnlyKeys("a.weight", "a.bias", "b.fc.weight", "c.weight", "c.bias");
    assertThat(requireNonNull(state.get("a.weight")).shape()).containsExactly(3, 2);
    assertThat(requireNonNull(state.get("a.weight")).toFloats())
        .containsExactly(2, 8, 4, 10, 6, 12);
    assertThat(requireNonNull(state.get("a.bias")).toFloats()).containsExactly(-1, -2, -3);
    assertThat(requireNonNull(state.get("b.fc.weight")).toFloats())
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(requireNonNull(state.get("c.bias")).toFloats()).containsExactly(8);
  }

  @Test
  void constantsBranchesAndIdentitiesHoldWeightsToo() throws Exception {
    NodeProto constant =
        node("Constant", "w")
            .clearOutput()
            .addOutput("fc.weight")
            .addAttribute(attribute("value").setT(floats("", TWO_BY_THREE, 1, 2, 3, 4, 5, 6)))
            .build();
    GraphProto branch = model(floats("inner.weight", new long[] {1}, 3)).getGraph();
    NodeProto choice =
        node("If", "/If", "c").addAttribute(attribute("then_branch").setG(branch)).build();
    NodeProto tied =
        node("Identity", "/tied/Identity", "fc.weight")
            .clearOutput()
            .addOutput("tied.weight")
            .build();
    NodeProto made =
        node("Constant", "/Constant").addAttribute(attribute("value_ints").addInts(4)).build();
    NodeProto numbered =
        node("Constant", "Constant_7")
            .clearOutput()
            .addOutput("onnx::Slice_214")
            .addAttribute(attribute("value_int").setI(4))
            .build();
    OnnxFile file = read(with(model(), constant, choice, tied, made, numbered));
    assertThat(file.initializers())
        .containsOnlyKeys("fc.weight", "inner.weight", "/Constant_output_0", "onnx::Slice_214");
    assertThat(file.stateDict()).containsOnlyKeys("fc.weight", "tied.weight", "inner.weight");
    assertThat(requireNonNull(file.stateDict().get("tied.weight")).toFloats())
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void whatNoArrayHoldsIsLeftOutWithTheReason() throws Exception {
    OnnxFile file =
        read(
            model(
                floats("w", new long[] {1}, 3),
                tensor("text", DataType.STRING, 1),
                tensor("short", DataType.INT16, 1).addInt32Data(1)));
    assertThat(file.stateDict()).containsOnlyKeys("w");
    assertThat(file.leftOut())
        .containsEntry("text", "there are no arrays of STRING")
        .containsEntry("short", "there are no arrays of INT16");
  }

  @Test
  void manyNodesThatNameOneWeightDoNotFillTheMemory() {
    ModelProto.Builder model =
        model(floats("onnx::MatMul_1", new long[] {40, 40}, new float[1600])).toBuilder();
    for (int i = 0; i < 3000; i++) {
      model.getGraphBuilder().addNode(matmul("/m" + i + "/MatMul", "onnx::MatMul_1"));
    }
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> read(model.build()))
        .withMessageContainingAll("onnx::MatMul_1", "more than 16 times as large");
  }

  @Test
  void twoWeightsOfOneNameAreRefused() {
    ModelProto model =
        with(
            model(
                floats("a.weight", new long[] {1}, 0),
                floats("onnx::MatMul_1", new long[] {1, 1}, 0)),
            matmul("/a/MatMul", "onnx::MatMul_1"));
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> read(model))
        .withMessage(
            "m.onnx: initializer 'onnx::MatMul_1': its name in the state dict is 'a.weight', which"
                + " is also that of 'a.weight'");
  }

  @Test
  void readsAFile(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("m.onnx");
    Files.write(path, model(floats("w", new long[] {1}, 3)).toByteArray());
    assertThat(OnnxFile.read(path).initializers()).containsOnlyKeys("w");
  }

  @Test
  void readsValuesBesideAFile(@TempDir Path directory) throws Exception {
    Files.write(directory.resolve("values"), new byte[] {0, 0, (byte) 0x80, 0x3f});
    TensorProto.Builder w =
        tensor("w", DataType.FLOAT, 1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("values"));
    Path path = directory.resolve("m.onnx");
    Files.write(path, model(w).toByteArray());
    assertThat(values(OnnxFile.read(path), "w", DType.F32)).containsExactly(1);
  }

  private static TensorProto.Builder raw(String name, DataType type, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return tensor(name, type, 1).setRawData(ByteString.copyFrom(data));
  }

  private static NdArray array(OnnxFile file, String name) {
    return requireNonNull(file.initializers().get(name));
  }

  private static float[] values(OnnxFile file, String name, DType type) {
    NdArray array = array(file, name);
    assertThat(array.dtype()).isEqualTo(type);
    return Tensor.of(array).toFloats();
  }
}
