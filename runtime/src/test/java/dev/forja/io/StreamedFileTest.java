package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forja.array.NdArray;
import dev.forja.module.CheckpointFile;
import dev.forja.module.LoadOptions;
import dev.forja.module.StateMismatchException;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come as a stream, as from a jar. */
class StreamedFileTest {
  private static final Path NAME = Path.of("weights.safetensors");

  @TempDir private Path folder;

  private byte[] bytes() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Map<String, NdArray> arrays =
        Map.of("weight", Tensor.randn(700, 600).array(), "bias", Tensor.randn(700).array());
    Safetensors.save(file, arrays);
    return Files.readAllBytes(file);
  }

  /** A stream that gives a few bytes at once. */
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 4_099));
      }
    };
  }

  @Test
  void aStreamLoadsAsItsFile() throws IOException {
    byte[] bytes = bytes();
    Linear fromFile = Linear.of(600, 700);
    fromFile.load(folder.resolve("x.safetensors"));
    Linear fromStream = Linear.of(600, 700);
    try (SafetensorsFile file = SafetensorsFile.read(NAME, slow(bytes))) {
      assertThat(CheckpointFile.load(fromStream, file, LoadOptions.defaults()).isEmpty()).isTrue();
      assertThatExceptionOfType(StateMismatchException.class)
          .isThrownBy(() -> CheckpointFile.load(Linear.of(2, 3), file, LoadOptions.defaults()))
          .withMessageStartingWith(NAME.toString());
    }
    assertThat(fromStream.weight().toFloats()).isEqualTo(fromFile.weight().toFloats());
    assertThat(fromStream.parameter("bias").toFloats())
        .isEqualTo(fromFile.parameter("bias").toFloats());
  }

  @Test
  void whatEndsEarlyOrGoesOnIsAnError() throws IOException {
    byte[] bytes = bytes();
    for (int length : new int[] {0, 7, 8, 50, 400, bytes.length - 1, bytes.length + 1}) {
      assertThatExceptionOfType(SafetensorsException.class)
          .isThrownBy(() -> SafetensorsFile.read(NAME, slow(Arrays.copyOf(bytes, length))).close())
          .withMessageStartingWith(NAME.toString());
    }
    byte[] huge = bytes.clone();
    huge[7] = 0x7f;
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> SafetensorsFile.read(NAME, slow(huge)).close())
        .withMessageContaining("is it a safetensors file?");
  }
}
