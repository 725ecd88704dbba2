package dev.forja.onnx;

import static dev.forja.onnx.Protos.floats;
import static dev.forja.onnx.Protos.matmul;
import static dev.forja.onnx.Protos.model;
import static dev.forja.onnx.Protos.read;
import static dev.forja.onnx.Protos.tensor;
import static dev.forja.onnx.Protos.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, hostile and unsupported files cause one clear error. */
class HostileFileTest {
  private static final int MUTATIONS = 20_000;

  /** The error for a file of another format names it, and says how to read it. */
  @Test
  void filesOfOtherFormatsAreRecognised(@TempDir Path folder) throws Exception {
    Path safetensors = folder.resolve("model.onnx");
    Safetensors.save(safetensors, Map.of("w", Tensor.ones(2).array()));
    assertThatThrownBy(() -> OnnxFile.read(safetensors))
        .isInstanceOf(OnnxException.class)
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(safetensors + ": is not an ONNX model: it is a safetensors file.")
        .hasMessageContaining("load(path)");
    Path pointer =
        Files.writeString(folder.resolve("lfs"), "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> OnnxFile.read(pointer)).hasMessageContaining("git lfs pull");
    Path page = Files.writeString(folder.resolve("page"), "<!doctype html><title>404</title>");
    assertThatThrownBy(() -> OnnxFile.read(page)).hasMessageContaining("an HTML page");
  }

  @Test
  void whatIsNoFileIsSaid(@TempDir Path directory) {
    Path missing = directory.resolve("none.onnx");
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> OnnxFile.read(missing))
        .withMessage(missing + ": cannot be read: there is no such file");
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> OnnxFile.read(directory))
        .withMessage(directory + ": cannot be read: it is not a regular file");
  }

  @Test
  void whatIsNoModelIsSaid() {
    refused(new byte[0], "m.onnx: holds neither nodes nor initializers: is it an ONNX model?");
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_8), "m.onnx: is not an ONNX model, or was");
    byte[] whole = model(floats("w", new long[] {2}, 1, 2)).toByteArray();
    refused(
        Arrays.copyOf(whole, whole.length - 3), "m.onnx: is not an ONNX model, or was truncated: ");
  }

  @Test
  void impossibleShapesAreRefused() {
    refused(tensor("w", DataType.FLOAT, 2, -3), "its shape [2, -3] is impossible");
    refused(tensor("w", DataType.FLOAT, 1L << 40), "its shape [1099511627776] is impossible");
    refused(
        tensor("w", DataType.FLOAT, 1 << 20, 1 << 20), "its shape [1048576, 1048576] is too large");
    refused(
        tensor("w", DataType.FLOAT, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 4),
        "is too large for an array");
    refused(tensor("w", DataType.INT64, 1_000_000_000), "it has 0 values, but its shape");
  }

  @Test
  void valuesThatDoNotFillTheShapeAreRefused() {
    refused(
        floats("w", new long[] {3}, 1, 2), "it has 8 bytes of values, but [3] of FLOAT needs 12");
    refused(
        tensor("w", DataType.FLOAT, 3).addFloatData(1),
        "it has 1 values, but its shape [3] needs 3");
    refused(floats("w", new long[] {1}, 1).addFloatData(2), "it has both raw and listed values");
    refused(tensor("w", DataType.BOOL, 1).addInt32Data(2), "the value 2 is not a value of BOOL");
    refused(
        tensor("w", DataType.INT8, 1).addInt32Data(200), "the value 200 is not a value of INT8");
    refused(
        tensor("w", DataType.BOOL, 1).setRawData(ByteString.copyFrom(new byte[] {9})),
        "the value 9 is not a value of BOOL");
  }

  @Test
  void unknownTypesAreRefused() {
    refused(tensor("w", DataType.UNDEFINED, 0), "there are no arrays of UNDEFINED");
    refused(tensor("w", DataType.FLOAT, 0).setDataType(99), "its type has the number 99");
  }

  @Test
  void valuesInOtherFilesAreRefusedWhereverTheyLie() {
    StringStringEntryProto.Builder escape =
        StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd");
    refused(
        tensor("w", DataType.FLOAT, 1)
            .setDataLocation(DataLocation.EXTERNAL)
            .addExternalData(escape),
        "its values are in another file (external data)");
  }

  @Test
  void namesAreChecked() {
    TensorProto.Builder w = floats("w", new long[] {1}, 1);
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> read(model(w, w)))
        .withMessage("m.onnx: initializer 'w': the file has two initializers with this name");
    refused(floats("", new long[] {1}, 1), "initializer '': it has no name");
    refused(floats("a\nb".repeat(99), new long[] {1}), "initializer 'a?ba?b");
  }

  @Test
  void segmentsAndSparseTensorsAreRefused() {
    refused(
        floats("w", new long[] {1}, 1).setSegment(TensorProto.Segment.newBuilder().setEnd(1)),
        "it is one segment of a tensor");
    var sparse = SparseTensorProto.newBuilder().setValues(floats("s", new long[] {1}, 1));
    var model = model(floats("w", new long[] {1}, 1)).toBuilder();
    model.getGraphBuilder().addSparseInitializer(sparse);
    refused(model.build().toByteArray(), "m.onnx: initializer 's': it is sparse");
  }

  @Test
  void damageEndsInAnErrorOrInAModel() {
    byte[] whole =
        with(
                model(
                    floats("onnx::MatMul_1", new long[] {2, 2}, 1, 2, 3, 4),
                    tensor("long", DataType.INT64, 2).addInt64Data(1).addInt64Data(2),
                    tensor("half", DataType.FLOAT16, 1).addInt32Data(0xbc00)),
                matmul("/a/MatMul", "onnx::MatMul_1"))
            .toByteArray();
    for (int length = 0; length < whole.length; length++) {
      readOrRefuse(Arrays.copyOf(whole, length));
    }
    Random random = new Random(8);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = whole.clone();
      for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      refused += readOrRefuse(damaged) ? 0 : 1;
    }
    assertThat(refused).isBetween(1, MUTATIONS - 1);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      readOrRefuse(noise);
    }
  }

  /** Every exception other than an OnnxException is passed on and fails the test. */
  private static boolean readOrRefuse(byte[] bytes) {
    try {
      read(bytes);
      return true;
    } catch (OnnxException refused) {
      assertThat(refused.getMessage()).startsWith("m.onnx: ").hasSizeLessThan(600);
      return false;
    }
  }

  private static void refused(TensorProto.Builder tensor, String problem) {
    refused(model(tensor).toByteArray(), problem);
  }

  private static void refused(byte[] bytes, String problem) {
    assertThatExceptionOfType(OnnxException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageStartingWith("m.onnx: ")
        .withMessageContaining(problem);
  }
}
