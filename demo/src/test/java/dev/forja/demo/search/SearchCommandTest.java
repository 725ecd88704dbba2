package dev.forja.demo.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.CommandRun;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.models.Reranker;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.BertForSequenceClassification;
import dev.forja.tensor.Randoms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a small corpus, with the real model. */
class SearchCommandTest {
  @TempDir private static Path cache;
  @TempDir private Path directory;
  private Path corpus = Path.of("");

  @BeforeAll
  static void keepTheWeights() {
    MiniLm.load(cache, notice -> assertThat(notice).isNull());
  }

  @BeforeEach
  void write() throws IOException {
    corpus = directory.resolve("corpus");
    Files.writeString(
        corpus,
        """
        The recipe needs two eggs and a cup of flour.
        Waves broke over the deck while the wind tore the sails.
        The central bank raised interest rates again.
        %s
        """
            .formatted("A cat sleeps on a warm sofa. ".repeat(60)));
  }

  @AfterEach
  void chooseNothing() {
    System.clearProperty("forja.kernels");
  }

  @Test
  void aPictureThatCannotBeWrittenIsRefusedBeforeTheSearch() {
    Path folder = directory;
    CommandRun.of("search", "--watch", "--picture", folder + "", "whale")
        .assertFails("it is a folder; give the name of a file in it");
    CommandRun.of("search", "--watch", "--picture", folder.resolve("a.gif") + "", "whale")
        .assertFails("a.gif: it is written as PNG; give a name that ends in .png");
  }

  @Test
  void findsByMeaningAndKeepsTheVectors() throws Exception {
    CommandRun first = search("--top", "1", "a storm at sea");
    assertThat(first.code()).isZero();
    assertThat(first.out()).containsPattern("0\\.\\d{3}  line 2\n +Waves broke over the deck");
    assertThat(first.err())
        .contains("1 of 4 passages are longer than the 256 tokens that the model takes");
    Path kept = vectors();
    var written = Files.getLastModifiedTime(kept);
    assertThat(System.getProperty("forja.kernels")).isNull();
    CommandRun second = search("--top", "1", "a", "storm", "at", "sea");
    assertThat(System.getProperty("forja.kernels")).as("for one text").isEqualTo("scalar");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
    assertThat(search("a pet").out()).containsPattern("^\n0\\.\\d{3}  line 4\n").contains(" …\n");
  }

  @Test
  void vectorsThatAreDamagedAreMadeAnew() throws Exception {
    String found = search("a storm at sea").out();
    Path kept = vectors();
    byte[] whole = Files.readAllBytes(kept);
    try (FileChannel file = FileChannel.open(kept, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), whole.length - 9);
    }
    CommandRun damaged = search("a storm at sea");
    assertThat(damaged.out()).isEqualTo(found);
    assertThat(damaged.err())
        .contains("are damaged, so they are computed again", "checksum is wrong");
    assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
    Files.write(kept, new byte[5]);
    assertThat(search("a storm at sea").err()).contains("are damaged, so they are computed again");
    assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
  }

  @Test
  void anotherCorpusIsAnotherFile() throws Exception {
    search("x");
    Files.writeString(corpus, "Only one passage.\n");
    assertThat(search("x").out()).contains("line 1\n       Only one passage.");
    try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
      assertThat(files.filter(file -> file.toString().contains("vectors-"))).hasSize(2);
    }
  }

  @Test
  void weightsThatAreDamagedAreReadAnew() throws Exception {
    Path weights = linkWeights();
    Files.delete(weights);
    Files.write(weights, new byte[100]);
    CommandRun run = search("--top", "1", "a storm at sea");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("The cached weights are damaged, so they are read again");
    assertThat(run.out()).contains("line 2");
    assertThat(weights).hasSize(90_276_808);
  }

  @Test
  void withoutACacheItAnswersAllTheSame() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    CommandRun run =
        CommandRun.of(
            "search",
            "--corpus",
            corpus.toString(),
            "--cache",
            file.resolve("x").toString(),
            "sea");
    assertThat(run.code()).isZero();
    assertThat(run.err()).startsWith("Nothing can be cached for the next time: the folder ");
    assertThat(run.out()).contains("line 2");
  }

  @Test
  void failuresAreOneSentence() throws Exception {
    search(" ").assertFails("the query is empty");
    CommandRun.of("search", "--corpus", directory.resolve("none").toString(), "x")
        .assertFails("there is no file or folder ");
    assertThat(search("--top", "0", "x").err())
        .startsWith("error: --top is 0, but must be at least 1");
    assertThat(search("--threads", "0", "x").code()).isEqualTo(2);
  }

  @Test
  void aCrossEncoderReordersTheNearestPassages() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("reranker"));
    String config =
        """
        {"model_type": "bert", "vocab_size": 30522, "hidden_size": 8, "num_hidden_layers": 1,
         "num_attention_heads": 2, "intermediate_size": 8, "id2label": {"0": "LABEL_0"}}
        """;
    Files.writeString(folder.resolve("config.json"), config);
    try (InputStream in = MiniLm.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
      Files.write(folder.resolve("tokenizer.json"), requireNonNull(in).readAllBytes());
    }
    ModelConfig options =
        ModelConfig.read("config.json", new ByteArrayInputStream(config.getBytes(UTF_8)));
    Randoms.seed(7);
    BertForSequenceClassification.of(options).save(folder.resolve("model.safetensors"));
    String query = "a storm at sea";
    List<String> lines = Files.readAllLines(corpus);
    List<Reranker.Hit> ranked = Reranker.load(folder).rank(query, lines);
    String found = search("--rerank", folder.toString(), query).out();
    assertThat(Pattern.compile("line (\\d)").matcher(found).results().map(at -> at.group(1)))
        .containsExactlyElementsOf(
            ranked.stream().map(hit -> Integer.toString(hit.index() + 1)).toList());
    search("--rerank", directory.toString(), query).assertFails("config.json");
  }

  @Test
  void aLongQueryIsCutAndSaysSo() throws Exception {
    assertThat(search("word ".repeat(400)).err())
        .contains("The query is longer than 256 tokens; its end is left out.");
  }

  private CommandRun search(String... options) throws IOException {
    linkWeights();
    List<String> all = new ArrayList<>(List.of("search", "--corpus", corpus.toString()));
    all.addAll(List.of("--cache", directory.resolve("cache").toString()));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** The cached weights, shared by all tests; existing ones are kept. */
  private Path linkWeights() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("cache"));
    try (Stream<Path> files = Files.list(cache)) {
      Path weights = files.findFirst().orElseThrow();
      Path here = folder.resolve(weights.getFileName());
      if (!Files.exists(here)) {
        Files.createLink(here, weights);
      }
      return here;
    }
  }

  private Path vectors() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("vectors-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
