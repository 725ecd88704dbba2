package dev.forja.demo.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.CommandRun;
import dev.forja.tokenizers.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as its user meets it, with the weights that ship. */
class WriteCommandTest {
  private static final Path SHIPPED = Path.of("src/main/resources/META-INF/forja/models/moby-dick");

  @Test
  void theShippedWeightsWriteAKnownText() {
    CommandRun run =
        CommandRun.of("write", "--temperature", "0", "--length", "24", "The", "white", "whale");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "The white whale, and the whale, and the whale, and the whale, and the whale-bone, and the"
                + " whale-\n");
  }

  @Test
  void aSeedDecidesTheText() {
    List<String> texts =
        List.of("3", "3", "4").stream()
            .map(seed -> CommandRun.of("write", "--length", "30", "--seed", seed, "The sea").out())
            .toList();
    assertThat(texts.get(0)).startsWith("The sea").isEqualTo(texts.get(1));
    assertThat(texts.get(2)).startsWith("The sea").isNotEqualTo(texts.get(0));
  }

  @Test
  void theTextComesPieceByPiece() {
    StringBuilder lengths = new StringBuilder();
    CommandRun run =
        CommandRun.of(
            text -> lengths.append(text.length()).append(' '), "write", "--length", "8", "The sea");
    assertThat(run.code()).isZero();
    assertThat(lengths.toString().split(" ", -1).length).isGreaterThan(6);
    assertThat(lengths.toString()).startsWith("7 ");
  }

  @Test
  void watchShowsEachTokenAndTheHeads() {
    String[] options = {"write", "--length", "12", "--temperature", "0", "The white whale"};
    String text = CommandRun.of(options).out();
    CommandRun run =
        CommandRun.of(
            "write", "--watch", "--length", "12", "--temperature", "0", "The white whale");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith(text);
    List<String> lines = run.out().substring(text.length()).lines().toList();
    assertThat(lines.get(1)).startsWith("Inside: entropy in bits, from 0 (sure) to 11.00");
    List<String> tokens = lines.subList(4, 4 + 12);
    StringBuilder joined = new StringBuilder("The white whale");
    for (String line : tokens) {
      assertThat(line)
          .matches("'.*' +\\d+\\.\\d\\d +\\d+\\.\\d % +layer [0-3], head [0-5] +\\d+\\.\\d  '.*'");
      joined.append(line, 1, line.indexOf('\'', 1));
    }
    assertThat(joined.toString() + "\n").isEqualTo(text);
    assertThat(lines.get(17)).startsWith("mean entropy: ");
    assertThat(lines.subList(18, lines.size()))
        .hasSize(5)
        .allMatch(line -> line.endsWith(" tokens"));
  }

  @Test
  void whatIsLongerThanTheModelReadsEndsEarly() {
    CommandRun run =
        CommandRun.of(
            "write", "--length", "300", "--temperature", "0", "whale ".repeat(250).strip());
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("since the model reads at most 256");
    CommandRun.of("write", "whale ".repeat(300)).assertFails("the model reads at most 256");
    CommandRun.of("write", "--watch", " whale".repeat(255))
        .assertFails("the sentence has 255 tokens, and the model reads at most 256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "write | give a sentence to continue",
        "write --length 0 whale | --length is 0, but must be at least 1",
        "write --temperature -1 whale | --temperature is -1.0, but must be at least 0",
        "write --top-p 0 whale | --top-p is 0.0, but must be above 0 and at most 1",
        "write --resume whale | --resume needs --train",
        "write --train whale | --train takes no sentence",
        "write --train --watch | --watch is for writing",
        "write --train --resume --force | give one",
        "write --train --epochs 0 | --epochs is 0, but must be at least 1",
        "write --train --limit 1024 | --limit is 1024, but must be above 1024",
      })
  void usageErrorsSayWhatToDo(String line, String sentence) {
    CommandRun run = CommandRun.of(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").contains(sentence).contains("--help lists");
  }

  @Test
  void foldersThatAreNoModelsAreNamed(@TempDir Path folder) throws IOException {
    CommandRun.of("write", "--model", folder.resolve("none").toString(), "whale")
        .assertFails("there is no such folder");
    CommandRun.of("write", "--model", folder.toString(), "whale").assertFails("config.json");
    CommandRun.of(
            "write",
            "--watch",
            "--model",
            "../models/src/test/resources/dev/forja/models/texts/llama",
            "whale")
        .assertFails("--watch shows the heads of a GPT-2");
  }

  /** The book has not changed since, and neither has what is learnt from it. */
  @Test
  void theShippedTokenizerIsThatOfTheBook() throws IOException {
    Book book = Book.mobyDick(SmallGpt.VOCABULARY);
    assertThat(book.file()).isEqualTo(Files.readString(SHIPPED.resolve("tokenizer.json")));
    Tokenizer tokenizer = Tokenizer.load(SHIPPED);
    assertThat(tokenizer.vocabularySize()).isEqualTo(SmallGpt.VOCABULARY);
    assertThat(tokenizer.encode("Call me Ishmael.<|endoftext|>").ids()).endsWith(0);
    assertThat(Files.size(SHIPPED.resolve("model.safetensors"))).isLessThan(8_000_000);
    assertThat(book.heldOut().size()).isBetween(10_000, 20_000);
  }
}
