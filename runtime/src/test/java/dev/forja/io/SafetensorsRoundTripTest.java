package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRoundTripTest {
  @TempDir Path directory;

  @Test
  void readsWhatTheReferenceWrote() throws IOException {
    Path path = RawFile.write(directory, RawFile.reference());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
      assertThat(file.entries()).hasSize(12);
      for (Map.Entry<String, NdArray> wanted : TestArrays.ofReference().entrySet()) {
        assertSame(wanted.getValue(), file.read(wanted.getKey()));
      }
    }
  }

  @Test
  void loadsAllOfAFileInItsOrder() throws IOException {
    Path path = RawFile.write(directory, RawFile.reference());
    Map<String, NdArray> loaded = Safetensors.load(path);
    assertThat(loaded).hasSize(12);
    TestArrays.ofReference()
        .forEach((name, array) -> assertSame(array, Objects.requireNonNull(loaded.get(name))));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(loaded.keySet())
          .containsExactlyElementsOf(file.entries().stream().map(SafetensorsEntry::name).toList());
    }
  }

  @Test
  void writesTheBytesThatTheReferenceWrites() throws IOException {
    Path path = directory.resolve("model.safetensors");
    Safetensors.save(path, TestArrays.ofReference(), Map.of("format", "pt"));
    assertThat(Files.readAllBytes(path)).isEqualTo(RawFile.reference());
  }

  @Test
  void anIndependentReaderSeesTheSame() throws IOException {
    Path path = directory.resolve("model.safetensors");
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("w", TestArrays.floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
    tensors.put("v", TestArrays.floats(new int[] {1}, -1));
    Safetensors.save(path, tensors, Map.of("b", "2", "a", "1"));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    String text = new String(header, StandardCharsets.UTF_8);
    Map<?, ?> json = (Map<?, ?>) TinyJson.parse(text);
    assertThat(header.length % 8).isZero();
    assertThat(json)
        .isEqualTo(
            Map.of(
                "__metadata__",
                Map.of("a", "1", "b", "2"),
                "v",
                Map.of("dtype", "F32", "shape", List.of(1L), "data_offsets", List.of(0L, 4L)),
                "w",
                Map.of(
                    "dtype", "F32", "shape", List.of(2L, 3L), "data_offsets", List.of(4L, 28L))));
    float[] data = new float[7];
    bytes.asFloatBuffer().get(data);
    assertThat(data).containsExactly(-1, 1, 2, 3, 4, 5, 6);
    assertThat(bytes.remaining()).isEqualTo(28);
  }

  @Test
  void viewsAreWrittenAsTheyLook() throws IOException {
    Path path = directory.resolve("views.safetensors");
    NdArray matrix = TestArrays.floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    Map<String, NdArray> views =
        Map.of("t", matrix.transpose(0, 1), "row", matrix.slice(0, 1, 1, 1));
    Safetensors.save(path, views);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertSame(TestArrays.floats(new int[] {3, 2}, 1, 4, 2, 5, 3, 6), file.read("t"));
      assertSame(TestArrays.floats(new int[] {1, 3}, 4, 5, 6), file.read("row"));
    }
  }

  @Test
  void arraysLargerThanOneChunkArriveWhole() throws IOException {
    Path path = directory.resolve("large.safetensors");
    int n = (1 << 20) + 3;
    NdArray floats = NdArray.dense(Storage.allocate(DType.F32, n), n);
    NdArray truths = NdArray.dense(Storage.allocate(DType.BOOL, n), n);
    for (int i = 0; i < n; i++) {
      floats.floats()[i] = i;
      truths.storage().booleans()[i] = i % 3 == 0;
    }
    Safetensors.save(path, Map.of("floats", floats, "truths", truths));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertSame(floats, file.read("floats"));
      assertSame(truths, file.read("truths"));
    }
  }

  @Test
  void arraysWithoutElementsKeepTheirShapes() throws IOException {
    Path path = directory.resolve("none.safetensors");
    NdArray none = TestArrays.floats(new int[] {7, 0, 9});
    Safetensors.save(path, Map.of("none", none, "view", none.transpose(0, 2)));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertSame(none, file.read("none"));
      assertThat(file.read("view").shape()).containsExactly(9, 0, 7);
    }
  }

  @Test
  void aFileWithoutTensorsIsAFile() throws IOException {
    Path path = directory.resolve("empty.safetensors");
    Safetensors.save(path, Map.of());
    assertThat(Files.readAllBytes(path)).isEqualTo(RawFile.of("{}      ", 0));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.entries()).isEmpty();
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void readIntoFillsAPartOfSharedStorageAndCountsTheChange() throws IOException {
    Path path = RawFile.write(directory, RawFile.reference());
    NdArray whole = TestArrays.floats(new int[] {2, 2}, 7, 7, 7, 7);
    NdArray secondRow = whole.slice(0, 1, 1, 1).reshape(2);
    int version = whole.storage().version();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.readInto("fc.bias", secondRow);
      assertThat(whole.floats()).containsExactly(7, 7, 0.5f, 0.25f);
      assertThat(whole.storage().version()).isEqualTo(version + 1);

      assertThatThrownBy(() -> file.readInto("fc.bias", whole))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage(path + ": tensor 'fc.bias': has shape [2], but expected [2, 2]");
      assertThatThrownBy(() -> file.readInto("ids", secondRow))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage(path + ": tensor 'ids': is I64, which does not convert to F32");
      assertThatThrownBy(() -> file.readInto("fc.weight", whole.transpose(0, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("readInto: the target F32 [2, 2] is not dense");
      assertThatThrownBy(() -> file.read("fc.wieght"))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage(path + ": tensor 'fc.wieght': the file has no tensor with this name");
    }
  }

  @Test
  void typesWithoutArraysGiveTheirBytes() throws IOException {
    String header = "{\"x\":{\"dtype\":\"U16\",\"shape\":[2],\"data_offsets\":[0,4]}}";
    Path path = RawFile.write(directory, RawFile.of(header, 4));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.bytes("x").toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 1, 2, 3);
      assertThatThrownBy(() -> file.read("x"))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage(
              path + ": tensor 'x': Forja has no arrays of U16; read its bytes with bytes(name)");
    }
  }

  @Test
  void whatWasReadOutlivesTheFile() throws IOException {
    Path path = RawFile.write(directory, RawFile.reference());
    SafetensorsFile file = SafetensorsFile.open(path);
    NdArray bias = file.read("fc.bias");
    file.close();
    file.close();
    assertThat(bias.floats()).containsExactly(0.5f, 0.25f);
    assertThatThrownBy(() -> file.read("fc.bias")).isInstanceOf(IllegalStateException.class);
  }

  private static void assertSame(NdArray wanted, NdArray read) {
    assertThat(read.dtype()).isEqualTo(wanted.dtype());
    assertThat(read.shape()).isEqualTo(wanted.shape());
    assertThat(TestArrays.elements(read)).isEqualTo(TestArrays.elements(wanted));
  }
}
