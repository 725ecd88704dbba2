package dev.forja.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.demo.DemoException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  @TempDir private Path directory;

  @Test
  void readsSizesAndBytes() throws IOException {
    write(idx(0x802, new int[] {2, 3}, 6));
    IdxFile file = IdxFile.read(directory, "file.gz");
    assertThat(file.shape()).containsExactly(2, 3);
    assertThat(file.bytes()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void theShippedDigitsAreThere() {
    assertThat(IdxFile.read(null, "train-images-idx3-ubyte.gz").shape())
        .containsExactly(8000, 28, 28);
    assertThat(IdxFile.read(null, "test-labels-idx1-ubyte.gz").shape()).containsExactly(2000);
  }

  @Test
  void aMissingFileIsNamed() {
    assertFails("there is no data file ");
  }

  @Test
  void aFileThatIsNoGzipIsDamaged() throws IOException {
    Files.writeString(directory.resolve("file.gz"), "hello");
    assertFails("is damaged: it is truncated or not a gzip file");
  }

  @Test
  void aFileThatIsCutShortIsDamaged() throws IOException {
    write(idx(0x801, new int[] {9}, 8));
    assertFails("is damaged: it is truncated or not a gzip file");
    byte[] whole = Files.readAllBytes(directory.resolve("file.gz"));
    Files.write(directory.resolve("file.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertFails("is damaged: it is truncated or not a gzip file");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    write(idx(0xd03, new int[] {1, 1, 1}, 1));
    assertFails("it does not start like an IDX file of bytes");
  }

  @Test
  void hugeAndNegativeSizesAreRefusedBeforeAnythingIsAllocated() throws IOException {
    write(idx(0x803, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 8}, 1));
    assertFails("it claims the sizes");
    write(idx(0x801, new int[] {-1}, 1));
    assertFails("it claims the sizes [-1]");
    write(idx(0x802, new int[] {-1, 0}, 0));
    assertFails("it claims the sizes [-1, 0]");
    write(idx(0x802, new int[] {Integer.MAX_VALUE, 0}, 0));
    assertFails("it claims the sizes [2147483647, 0]");
  }

  @Test
  void aFileThatIsTooLongIsRefused() throws IOException {
    write(idx(0x801, new int[] {2}, 3));
    assertFails("it is longer than its sizes [2] say");
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> IdxFile.read(directory, "file.gz"))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("file.gz")
        .hasMessageContaining(message);
  }

  private static byte[] idx(int magic, int[] shape, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(magic);
    for (int size : shape) {
      data.writeInt(size);
    }
    for (int i = 0; i < bytes; i++) {
      data.write(i);
    }
    return out.toByteArray();
  }

  private void write(byte[] content) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("file.gz")))) {
      out.write(content);
    }
  }
}
