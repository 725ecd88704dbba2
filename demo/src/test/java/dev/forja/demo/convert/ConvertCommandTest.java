package dev.forja.demo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.demo.CommandRun;
import dev.forja.io.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
  @TempDir private Path directory;

  @Test
  void writesTheWeightsAndListsThem() throws Exception {
    Path from = directory.resolve("m.onnx");
    Path to = directory.resolve("m.safetensors");
    TensorProto.Builder bias =
        TensorProto.newBuilder()
            .setName("out.bias")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(2)
            .addFloatData(1)
            .addFloatData(-2);
    Files.write(
        from,
        ModelProto.newBuilder()
            .setGraph(GraphProto.newBuilder().addInitializer(bias))
            .build()
            .toByteArray());
    CommandRun run = CommandRun.of("convert", from.toString(), to.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly("out.bias: F32 [2]", "1 tensors, 2 values: " + to);
    try (SafetensorsFile file = SafetensorsFile.open(to)) {
      assertThat(file.read("out.bias").floats()).containsExactly(1, -2);
    }
    CommandRun.of("convert", from.toString(), to.toString())
        .assertFails(to + " exists already; --force overwrites it");
    assertThat(CommandRun.of("convert", "--force", from.toString(), to.toString()).code()).isZero();
  }

  @Test
  void whatIsNoModelIsOneSentence() throws Exception {
    Path from = Files.writeString(directory.resolve("m.onnx"), "hello");
    String to = directory.resolve("m.safetensors").toString();
    CommandRun.of("convert", from.toString(), to)
        .assertFails(from + ": is not an ONNX model, or was truncated");
    CommandRun.of("convert", directory.resolve("none").toString(), to)
        .assertFails("there is no such file");
    assertThat(directory.resolve("m.safetensors")).doesNotExist();
  }
}
