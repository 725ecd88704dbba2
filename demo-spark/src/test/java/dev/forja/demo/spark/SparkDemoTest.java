package dev.forja.demo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.Demo;
import dev.forja.demo.minilm.ModelFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo on embedded Spark, with all-MiniLM-L6-v2 and three texts. */
final class SparkDemoTest {
  @TempDir static Path temp;
  private static SparkSession spark;
  private static String in;
  private static String model;

  @BeforeAll
  static void writeTexts() throws IOException {
    Path folder = temp.resolve("all-MiniLM-L6-v2");
    ModelFolder.write(folder);
    model = folder.toUri().toString();
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.local.dir", Path.of("target", "spark-local").toAbsolutePath().toString())
            .config("spark.sql.warehouse.dir", temp.resolve("warehouse").toUri().toString())
            .getOrCreate();
    in = temp.resolve("texts").toString();
    spark
        .createDataset(
            List.of("The whale swam away.", "Waves broke over the ship.", "He paid the bill."),
            Encoders.STRING())
        .toDF("line")
        .write()
        .parquet(in);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void textsAreEmbeddedAndTheNearestAnswers() {
    StringWriter out = new StringWriter();
    CommandLine line = line(out, new StringWriter());
    String vectors = temp.resolve("vectors").toString();
    int code =
        execute(line, "--in", in, "--column", "line", "--out", vectors, "--top", "2", "a", "storm");
    assertThat(code).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).matches("3 passages embedded in .* s, 0 of them null; .* 1 times");
    assertThat(lines.get(3)).isEqualTo("a storm");
    assertThat(lines.get(4)).endsWith("  Waves broke over the ship.");
    assertThat(lines).hasSize(6);
    assertThat(Files.isDirectory(Path.of(vectors))).isTrue();
  }

  @Test
  void whatIsWrongIsSaidInASentence() {
    assertThat(errorOf("--in", in)).contains("has no column 'text', but line");
    assertThat(errorOf("--in", temp.resolve("none").toString())).contains("--in ", "none");
    assertThat(errorOf("--top", "0")).contains("--top is 0, but must be at least 1");
  }

  private static String errorOf(String... args) {
    StringWriter err = new StringWriter();
    assertThat(execute(line(new StringWriter(), err), args)).isNotZero();
    assertThat(err.toString()).startsWith("error: ").doesNotContain("\tat ");
    return err.toString();
  }

  private static int execute(CommandLine line, String... args) {
    List<String> all = new ArrayList<>(List.of("--model", model));
    all.addAll(List.of(args));
    return line.execute(all.toArray(String[]::new));
  }

  /** As the program runs it, but in the session that is there already, and which stays open. */
  private static CommandLine line(StringWriter out, StringWriter err) {
    return Demo.withSentences(new CommandLine(new SparkDemo(() -> spark.newSession())))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
