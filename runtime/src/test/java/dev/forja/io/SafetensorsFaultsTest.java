package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Written files can be opened with the values that were written, and no other file is touched. */
class SafetensorsFaultsTest {
  @TempDir private Path folder;

  private static NdArray one() {
    return NdArray.dense(Storage.of(new float[] {1}), 1);
  }

  private Path raw(String name, String header, int data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve(name), bytes.putLong(json.length).put(json).array());
  }

  private Path fifo(String name) throws Exception {
    Path fifo = folder.resolve(name);
    Process made = new ProcessBuilder("mkfifo", fifo.toString()).start();
    assertThat(made.waitFor()).isZero();
    return fifo;
  }

  @Test
  void memoryThatAWorkspaceTookBackIsNotWritten() throws Exception {
    Path file = folder.resolve("a");
    Tensor ended;
    try (Workspace _ = Workspace.open()) {
      ended = Tensor.ones(3).add(1);
    }
    assertThatThrownBy(() -> Safetensors.save(file, Map.of("a", ended.array())))
        .hasMessageContaining("Workspace that has ended");
    assertThat(file).doesNotExist();
  }

  @Test
  void pipeIsNotReplaced() throws Exception {
    Path fifo = fifo("pipe");
    assertThatThrownBy(() -> Safetensors.save(fifo, Map.of("a", one())))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("not a regular file, but a pipe");
    assertThat(Files.isRegularFile(fifo)).isFalse();
    Path index = fifo("m.safetensors.index.json");
    assertThatThrownBy(() -> ShardedSafetensors.open(index))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("not a regular file");
  }

  @Test
  void temporaryFilesOfKilledSavesGo() throws Exception {
    Path old = Files.createFile(folder.resolve(".forja-0.tmp"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
    Path young = Files.createFile(folder.resolve(".forja-1.tmp"));
    Path other = Files.createFile(folder.resolve("forja.tmp"));
    Safetensors.save(folder.resolve("a"), Map.of("a", one()));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  @Test
  void metadataThatIsNullIsNone() throws Exception {
    Path file =
        raw(
            "a",
            "{\"__metadata__\":null,\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            4);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.metadata()).isEmpty();
      assertThat(open.contains("a")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000, 50_000, 50_001, 60_000, 120_000})
  void whatIsSavedOpens(int length) throws Exception {
    Path file = folder.resolve("a");
    String name = "n".repeat(length);
    Map<String, String> metadata = Map.of("long", "m".repeat(25_000_000));
    try {
      Safetensors.save(file, Map.of(name, one()), metadata);
    } catch (SafetensorsException refused) {
      assertThat(refused).hasMessageContaining("more than the 50000 allowed");
      assertThat(file).doesNotExist();
      return;
    }
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.contains(name)).isTrue();
      assertThat(open.metadata()).isEqualTo(metadata);
    }
  }

  @Test
  void textThatIsNotUnicodeIsRefusedWhereverItStands() {
    Path file = folder.resolve("a");
    for (Map<String, String> metadata : List.of(Map.of("\ud800", "x"), Map.of("x", "\ud800"))) {
      assertThatThrownBy(() -> Safetensors.save(file, Map.of("a", one()), metadata))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("not valid Unicode");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void ranksAreBounded() throws Exception {
    String ones = "1,".repeat(2_000) + "1";
    Path file =
        raw("a", "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + ones + "],\"data_offsets\":[0,4]}}", 4);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("shape has more than 1000 numbers");
    NdArray deep = one().reshape(ofOnes(1_001));
    assertThatThrownBy(() -> Safetensors.save(folder.resolve("b"), Map.of("a", deep)))
        .hasMessageContaining("1001 dimensions");
  }

  private static int[] ofOnes(int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    return shape;
  }

  private Path index(String json) throws IOException {
    return Files.writeString(folder.resolve("m.safetensors.index.json"), json);
  }

  @Test
  void indexAndFilesMustAgree() throws Exception {
    Safetensors.save(folder.resolve("s"), Map.of("a", one(), "b", one()));
    refused("{\"weight_map\":{\"a\":\"s\"}}", "'b': it is in ", "index does not name it");
    refused("{\"weight_map\":{\"a\":\"s\",\"b\":\"s\",\"c\":\"s\"}}", "'c': it should be in 's'");
    refused("{\"weight_map\":{\"a\":\"s\",\"b\":\"s\"}} more", "is not valid JSON");
    refused("{\"weight_map\":{\"a\":\"s\",\"b\":\"s\"}} {}", "goes on after its JSON object");
    refused("{\"weight_map\":{\"a\":\"\\ud800\"}}", "tensor 'a': ");
    try (ShardedSafetensors open =
        ShardedSafetensors.open(index("{\"weight_map\":{\"a\":\"s\",\"b\":\"s\"}}"))) {
      assertThat(open.tensors()).containsOnlyKeys("a", "b");
    }
  }

  private void refused(String json, String... messages) throws IOException {
    Path index = index(json);
    assertThatThrownBy(() -> ShardedSafetensors.open(index))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContainingAll(messages);
  }
}
