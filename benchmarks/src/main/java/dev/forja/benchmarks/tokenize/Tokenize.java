package dev.forja.benchmarks.tokenize;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import dev.forja.tokenizers.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Encodes passages of Moby-Dick: one text after the other, whose threads take texts, and all at
 * once, as each library offers it. The tokenizer of all-MiniLM-L6-v2, and each {@code *.json} in
 * the folder that the system property {@value #FOLDER} names.
 */
public final class Tokenize implements Workload {
  private static final String FOLDER = "forja.tokenizers";
  private static final String MINI_LM = "/all-minilm-l6-v2-tokenizer.json";
  private static final int STEP = 8;
  private static final int TINY_STEP = 400;

  /** Neither pads nor truncates, whatever the file says. */
  private static final Map<String, String> OPTIONS =
      Map.of("padding", "DO_NOT_PAD", "truncation", "DO_NOT_TRUNCATE", "addSpecialTokens", "true");

  @Override
  public String name() {
    return "tokenize";
  }

  @Override
  public String description() {
    return "Tokenizers on real passages, beside Hugging Face's library through JNI (DJL). More files:"
        + " --jvm -D"
        + FOLDER
        + "=FOLDER.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    int step = tiny ? TINY_STEP : STEP;
    List<Passage> all = Corpus.mobyDick().passages();
    List<String> texts =
        IntStream.range(0, all.size())
            .filter(i -> i % step == 0)
            .mapToObj(i -> all.get(i).text())
            .toList();
    List<Case> cases = new ArrayList<>();
    try {
      try (InputStream in = Objects.requireNonNull(Tokenize.class.getResourceAsStream(MINI_LM))) {
        cases.add(of("all-MiniLM-L6-v2", in.readAllBytes(), texts));
      }
      for (Path file : files()) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        cases.add(of(name, Files.readAllBytes(file), texts));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static List<Path> files() throws IOException {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Case of(String name, byte[] json, List<String> texts) throws IOException {
    Tokenizer ours = Tokenizer.read(new ByteArrayInputStream(json), name);
    long tokens = Encoders.ours(ours).encode(texts).length;
    List<Entrant> entrants =
        List.of(
            new Entrant("Forja", () -> new Job(Encoders.ours(ours), texts)),
            new Entrant("JNI", () -> new Job(Encoders.theirs(rust(json), false), texts)),
            new Entrant(
                "JNI, all at once", () -> new Job(Encoders.theirs(rust(json), true), texts)));
    return new Case(
        "%s, %d texts, %,d tokens".formatted(name, texts.size(), tokens),
        tokens,
        Case.Unit.TOKEN,
        0,
        entrants);
  }

  private static HuggingFaceTokenizer rust(byte[] json) throws IOException {
    return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS);
  }
}
