package dev.forja.demo.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forja.demo.DemoException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir private Path directory;

  @Test
  void theDemoBringsMobyDick() {
    Corpus corpus = Corpus.mobyDick();
    assertThat(corpus.passages()).hasSize(2_322);
    assertThat(corpus.passages().getFirst().place()).isEqualTo("chapter 1");
    assertThat(corpus.passages().getFirst().text()).startsWith("Call me Ishmael.");
  }

  @Test
  void aFileHasOnePassageALine() throws Exception {
    Path file = Files.writeString(directory.resolve("a"), "\ufeffone\r\n\n  two \n\t\nthree");
    assertThat(Corpus.read(file).passages())
        .containsExactly(
            new Passage("line 1", "one"),
            new Passage("line 3", "two"),
            new Passage("line 5", "three"));
  }

  @Test
  void aFolderHasPassagesBetweenEmptyLines() throws Exception {
    Files.createDirectories(directory.resolve("sub"));
    Files.writeString(directory.resolve("b.md"), "# Title\n\nfirst\nline\n\n\nsecond");
    Files.writeString(directory.resolve("sub/a.TXT"), "third");
    Files.writeString(directory.resolve("c.java"), "no text");
    assertThat(Corpus.read(directory).passages())
        .containsExactly(
            new Passage("b.md, line 1", "# Title"),
            new Passage("b.md, line 3", "first line"),
            new Passage("b.md, line 7", "second"),
            new Passage(Path.of("sub", "a.TXT") + ", line 1", "third"));
  }

  @Test
  void whatCannotBeSearchedIsOneSentence() throws Exception {
    refused(directory.resolve("none"), "there is no file or folder " + directory.resolve("none"));
    refused(directory, "has no text to search");
    refused(Files.writeString(directory.resolve("empty"), " \n\n"), "has no text to search");
    Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', (byte) 0xe9, 'b'});
    refused(latin, latin + " is not text in UTF-8");
    Path binary = Files.write(directory.resolve("binary.txt"), new byte[] {'a', '\n', 0, 1});
    refused(binary, binary + " is not text: line 2 is binary");
    refused(directory, binary + " is not text: line 2 is binary");
  }

  @Test
  void tooMuchTextIsRefusedBeforeItIsRead() throws Exception {
    Path file = directory.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    refused(file, "has more than 268,435,456 bytes of text");
    Path many = Files.writeString(directory.resolve("many"), "a\n".repeat(250_001));
    refused(many, "has more than 250,000 passages");
  }

  private static void refused(Path path, String sentence) {
    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> Corpus.read(path))
        .withMessageContaining(sentence);
  }
}
