package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads passages from files. A file that is not text, or too much text, is an error that names the
 * file.
 */
final class CorpusReader {
  static final int MOST_PASSAGES = 250_000;
  private static final long MOST_BYTES = 1L << 28;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path root;
  private final List<Passage> passages = new ArrayList<>();
  private long bytes;

  CorpusReader(Path root) {
    this.root = root;
  }

  List<Passage> read() {
    if (!Files.exists(root)) {
      throw new DemoException("there is no file or folder " + root);
    }
    if (!Files.isDirectory(root)) {
      lines(root);
      return passages;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.filter(CorpusReader::isText).sorted().forEach(this::paragraphs);
    } catch (IOException e) {
      throw DemoException.of("cannot read the folder " + root, e);
    } catch (UncheckedIOException e) {
      throw DemoException.of(
          "cannot read the folder " + root, Objects.requireNonNull(e.getCause()));
    }
    return passages;
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".txt") || name.endsWith(".md")) && Files.isRegularFile(file);
  }

  private void lines(Path file) {
    forEachLine(file, (number, line) -> add("line " + number, line));
  }

  /** Passages end at empty lines, and at the end of the file. */
  private void paragraphs(Path file) {
    StringBuilder paragraph = new StringBuilder();
    String name = root.relativize(file).toString();
    int[] begin = {1};
    forEachLine(
        file,
        (number, line) -> {
          if (line.isBlank()) {
            add(name + ", line " + begin[0], paragraph.toString());
            paragraph.setLength(0);
            begin[0] = number + 1;
          } else {
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
          }
        });
    add(name + ", line " + begin[0], paragraph.toString());
  }

  private interface LineReader {
    void read(int number, String line);
  }

  private void forEachLine(Path file, LineReader reader) {
    if (!Files.isRegularFile(file)) {
      throw new DemoException(file + " is neither a file nor a folder");
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      bytes += Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new DemoException(
            "%s has more than %,d bytes of text, too many for this demo"
                .formatted(root, MOST_BYTES));
      }
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.indexOf('\0') >= 0) {
          throw new DemoException("%s is not text: line %d is binary".formatted(file, number));
        }
        boolean marked = number == 1 && line.startsWith(BYTE_ORDER_MARK);
        reader.read(number++, marked ? line.substring(1) : line);
      }
    } catch (CharacterCodingException e) {
      throw new DemoException(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw DemoException.of("cannot read " + file, e);
    }
  }

  private void add(String place, String text) {
    if (text.isBlank()) {
      return;
    }
    if (passages.size() == MOST_PASSAGES) {
      throw new DemoException(
          "%s has more than %,d passages, too many for this demo".formatted(root, MOST_PASSAGES));
    }
    passages.add(new Passage(place, text.strip()));
  }
}
