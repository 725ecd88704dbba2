package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The texts to search.
 *
 * @param name the name for the user
 * @param passages at least one
 */
public record Corpus(String name, List<Passage> passages) {
  /** The 2,322 passages of Moby-Dick that ship with the demo. */
  public static Corpus mobyDick() {
    try (InputStream in =
            Objects.requireNonNull(Corpus.class.getResourceAsStream("moby-dick.tsv.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      return new Corpus("Moby-Dick", lines.lines().map(Corpus::passage).toList());
    } catch (IOException e) {
      throw new DemoException("the demo's passages are damaged: " + e.getMessage(), e);
    }
  }

  private static Passage passage(String line) {
    int tab = line.indexOf('\t');
    return new Passage("chapter " + line.substring(0, tab), line.substring(tab + 1));
  }

  /**
   * Reads the user's own corpus: a file with one passage per line, or a folder (with subfolders) of
   * .txt and .md files whose passages are separated by empty lines.
   */
  public static Corpus read(Path path) {
    List<Passage> passages = new CorpusReader(path).read();
    if (passages.isEmpty()) {
      throw new DemoException(
          "%s has no text to search: a file has one passage a line, a folder .txt and .md files"
              .formatted(path));
    }
    return new Corpus(path.toString(), passages);
  }

  List<String> texts() {
    return passages.stream().map(Passage::text).toList();
  }
}
