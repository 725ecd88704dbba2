package dev.forja.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of weight files, especially invalid ones. */
final class WeightsTest {
  private static final String GOOD =
      "{\"__metadata__\":{\"format\":\"pt\",\"b\":\"a\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,"
          + "3],\"data_offsets\":[0,24]},\"\\u0063\\n\":{\"dtype\":\"I64\",\"shape\":[],\"data_"
          + "offsets\":[24,32],\"more\":[{\"x\":null},-1.5e3,true]}}  ";

  @TempDir Path folder;

  private Path file(String name, long length, byte[] bytes) throws IOException {
    byte[] all =
        ByteBuffer.allocate(8 + bytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put(bytes)
            .array();
    return Files.write(folder.resolve(name), all);
  }

  private Path file(String name, String header) throws IOException {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return file(name, bytes.length, bytes);
  }

  private static void fails(Path file, String reason) {
    assertThatThrownBy(() -> Weights.read(file))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void namesSizesAndAliasesAreRead() throws Exception {
    Weights read = Weights.read(file("a.safetensors", GOOD));
    assertThat(read.shapes()).isEqualTo(Map.of("a", List.of(2, 3), "c\n", List.of()));
    assertThat(read.aliases()).isEqualTo(Map.of("b", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|not valid JSON from character 0 on",
        "{|not valid JSON from character 1 on",
        "{}x|not valid JSON from character 2 on",
        "{\"a\":1}|not valid JSON from character 5 on",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|'a' has no data_offsets",
        "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}|'a' has no dtype",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}|'a' has no shape",
        "{\"a\":{\"shape\":[-1]}}|'a' holds a number that is no size",
        "{\"a\":{\"shape\":[1.5]}}|'a' holds a number that is no size",
        "{\"a\":{\"shape\":[99999999999999999999]}}|'a' holds a number that is no size",
        "{\"a\":{\"shape\":[01]}}|not valid JSON",
        "{\"a\":{\"shape\":1}}|not valid JSON",
        "{\"a\":{},\"a\":{}}|'a' has no dtype",
        "{\"__metadata__\":{\"a\":\"b\",\"a\":\"b\"}}|'a' stands twice in one object",
        "{\"__metadata__\":[[[[[[[[[[]]]]]]]]]]}|nested deeper than 8 levels",
        "{\"__metadata__\":{\"a\":\"\\q\"}}|not valid JSON",
        "{\"__metadata__\":{\"a\":\"\\u00g0\"}}|not valid JSON",
      })
  void whatIsNoHeaderIsNamed(String header, String reason) throws IOException {
    fails(file("bad.safetensors", header), reason);
  }

  @Test
  void lengthsAreNotTrusted() throws IOException {
    fails(file("long.safetensors", 3, new byte[2]), "3 bytes long, but 2 bytes follow");
    fails(file("minus.safetensors", -1, new byte[2]), "18446744073709551615 bytes long");
    fails(Files.write(folder.resolve("short.safetensors"), new byte[5]), "it has 5 bytes");
    fails(file("text.safetensors", 2, new byte[] {(byte) 0xff, 0}), "not UTF-8");
    fails(Files.createDirectories(folder.resolve("folder")), "not a regular file");
  }

  @Test
  void anIndexIsTrustedNoMoreThanItsParts() throws Exception {
    file("part.safetensors", GOOD);
    Path index = folder.resolve("net.safetensors.index.json");
    Files.writeString(index, "{\"metadata\":{},\"weight_map\":{\"a\":\"part.safetensors\"}}");
    assertThat(Weights.read(index).shapes()).isEqualTo(Map.of("a", List.of(2, 3)));
    Files.writeString(index, "{\"weight_map\":{\"z\":\"part.safetensors\"}}");
    fails(index, "'z' should be in part.safetensors, which has none of this name");
    Files.writeString(index, "{\"weight_map\":{\"a\":\"../part.safetensors\"}}");
    fails(index, "'../part.safetensors' is not the name of a file beside the index");
    Files.writeString(index, "{\"weight_map\":{\"a\":\"other.safetensors\"}}");
    fails(index, "other.safetensors, which the index names, is not there");
    Files.writeString(index, "{}");
    fails(index, "no weight_map");
  }

  /** However a file is damaged, it is read or rejected. */
  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Path file = file("damaged.safetensors", bytes.length - random.nextInt(3), bytes);
      try {
        assertThat(Weights.read(file).shapes()).isNotNull();
      } catch (UnreadableException refused) {
        assertThat(refused.reason()).isNotEmpty().hasSizeLessThan(250);
      }
    }
  }
}
