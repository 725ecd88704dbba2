package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.forja.array.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * 8,000 hostile files per run: for each, either all tensors can be read, or a {@link
 * SafetensorsException} gives the reason.
 */
class SafetensorsFuzzTest {
  private static Path directory = Path.of("");

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("fuzz");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    Files.deleteIfExists(directory.resolve("case.safetensors"));
    Files.delete(directory);
  }

  @Property(tries = 4000, shrinking = ShrinkingMode.BOUNDED)
  void damagedFiles(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = RawFile.reference();
    for (int edits = 1 + random.nextInt(3); edits > 0 && bytes.length > 0; edits--) {
      // Most of the damage is in the header, where it has the greatest effect.
      int header = Math.min(bytes.length, 752);
      bytes = damage(bytes, random.nextInt(random.nextInt(4) == 0 ? bytes.length : header), random);
    }
    countBoth(readsOrRefuses(bytes));
  }

  private static byte[] damage(byte[] bytes, int at, Random random) {
    String interesting = "{}[]\",:0123456789-eE.\\ \0";
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) interesting.charAt(random.nextInt(interesting.length()));
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, bytes, at, length);
      }
      default -> { // other sizes and offsets in JSON that is still valid
        for (int i = at; i < bytes.length; i++) {
          if (Character.isDigit(bytes[i])) {
            bytes[i] = (byte) ('0' + random.nextInt(10));
            break;
          }
        }
      }
    }
    return bytes;
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
  void randomHeaders(@ForAll("headers") String header, @ForAll byte data) {
    readsOrRefuses(RawFile.of(header, data & 31));
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> token =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "0",
            "-1",
            "1e9",
            "9223372036854775808",
            "null",
            "true",
            "\"a\"",
            "\"b\"",
            "\"__metadata__\"",
            "\"dtype\"",
            "\"shape\"",
            "\"data_offsets\"",
            "\"F32\"",
            "\"F4\"",
            "[0,4]",
            "[1]",
            "\"\\ud800\"",
            "\"",
            "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}");
    return token.list().ofMaxSize(24).map(tokens -> "{" + String.join("", tokens));
  }

  /** A tensor of bytes at any position within or beyond 8 bytes of data. */
  record Span(int begin, int end, int size) {
    boolean isValid() {
      return begin <= end && end <= 8 && size == end - begin;
    }
  }

  @Provide
  Arbitrary<List<Span>> spans() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 9);
    Arbitrary<Span> any = Combinators.combine(place, place, place).as(Span::new);
    Arbitrary<Span> fitting =
        Combinators.combine(place, place)
            .as((a, b) -> new Span(Math.min(a, b), Math.max(a, b), Math.abs(a - b)));
    // Neighbours with common ends sometimes cover the data exactly.
    Arbitrary<List<Span>> tiles =
        Arbitraries.integers()
            .between(0, 8)
            .list()
            .ofMaxSize(3)
            .map(
                cuts -> {
                  List<Integer> ends =
                      Stream.concat(cuts.stream(), Stream.of(0, 8)).sorted().toList();
                  return IntStream.range(1, ends.size())
                      .mapToObj(
                          i -> {
                            int begin = ends.get(i - 1);
                            int end = ends.get(i);
                            return new Span(begin, end, end - begin);
                          })
                      .toList();
                });
    return Arbitraries.oneOf(tiles, any.list().ofMaxSize(3), fitting.list().ofMaxSize(4));
  }

  @Property(tries = 2000)
  void exactlyTheTilingsOfTheDataAreAccepted(@ForAll("spans") List<Span> spans) {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{}");
    int[] owners = new int[8];
    boolean valid = true;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      header.append(
          ",\"t%d\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
              .formatted(i, span.size, span.begin, span.end));
      valid &= span.isValid();
      for (int at = span.begin; valid && at < span.end; at++) {
        owners[at]++;
      }
      // An empty tensor inside another one is rejected too, as by the reference implementation.
      valid &= span.begin < span.end || outsideOthers(span, spans);
    }
    for (int owner : owners) {
      valid &= owner == 1;
    }
    countBoth(valid);
    assertThat(readsOrRefuses(RawFile.of(header.append("}").toString(), 8)))
        .as(header.toString())
        .isEqualTo(valid);
  }

  private static boolean outsideOthers(Span empty, List<Span> spans) {
    return spans.stream().noneMatch(s -> s.begin < empty.begin && empty.begin < s.end);
  }

  /**
   * Fails unless at least one try in two hundred can be read, and at least as many are rejected.
   */
  private static void countBoth(boolean read) {
    Statistics.collect(read);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 0.5);
          coverage.check(false).percentage(share -> share > 0.5);
        });
  }

  /** Whether the file could be read. */
  private static boolean readsOrRefuses(byte[] contents) {
    Path path = RawFile.write(directory, contents);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (SafetensorsEntry entry : file.entries()) {
        assertThat(file.bytes(entry.name()).byteSize()).isEqualTo(entry.bytes());
        if (entry.dtype().arrayType().isPresent()) {
          NdArray array = file.read(entry.name());
          assertThat((long) array.count() * array.dtype().bytes()).isEqualTo(entry.bytes());
        }
      }
      return true;
    } catch (SafetensorsException e) {
      assertThat(e).hasMessageStartingWith(path + ": ");
      assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\n");
      return false;
    } catch (RuntimeException e) {
      return fail("neither read nor refused: " + new String(contents, StandardCharsets.UTF_8), e);
    }
  }
}
