package dev.forja.benchmarks.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.spark.LocalCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One small turn of each kind; what is no time is checked. */
class SparkSmokeTest {
  @TempDir static Path temp;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new LocalCluster(temp, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static String run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    for (String option : LocalCluster.QUICK_START.split(" ", -1)) {
      all.add("--jvm=" + option);
    }
    StringWriter out = new StringWriter();
    CommandLine line =
        SparkBenchmark.commandLine(work -> work.with(cluster, temp))
            .setOut(new PrintWriter(out, true));
    assertThat(line.execute(all.toArray(String[]::new))).as(out::toString).isZero();
    return out.toString();
  }

  @Test
  void aModelIsLoadedOnceForAnExecutorAndTasksCarryNoWeights() {
    String text =
        run("inference", "--passages=4", "--words=3", "--rounds=1", "--warmup=1", "--executors=1");
    assertThat(text).contains("plain JVM, 1 thread", "passages/s");
    List<String> lines =
        text.substring(text.indexOf("model loads")).lines().filter(l -> l.startsWith("S")).toList();
    assertThat(lines).hasSize(1);
    Pattern row =
        Pattern.compile("Spark, (\\d) executors? +(\\d+) +([\\d.]+) +([\\d,]+) +([\\d,]+)");
    for (String line : lines) {
      Matcher matcher = row.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      assertThat(matcher.group(2)).isEqualTo(matcher.group(1));
      assertThat(matcher.group(3)).isEqualTo("1.00");
      assertThat(number(matcher.group(4))).isBetween(1_000L, 200_000L);
      assertThat(number(matcher.group(5))).isGreaterThan(50_000_000L);
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void roundsAreComparedWithOneProcess() {
    String text =
        run("training", "--rounds=1", "--steps=1,2", "--most=2", "--width=64", "--batch=2");
    assertThat(text).contains("one process / round", "J = ", "k for nine tenths");
    assertThat(text.lines().filter(line -> line.matches(" +512 .*"))).hasSize(2);
  }

  @Test
  void theFormulaIsThatOfThePage() {
    assertThat(RoundCost.Tree.of(8)).isEqualTo(new RoundCost.Tree(1, 2));
    assertThat(RoundCost.Tree.of(64)).isEqualTo(new RoundCost.Tree(2, 4));
    assertThat(RoundCost.Tree.of(512)).isEqualTo(new RoundCost.Tree(4, 2));
    RoundCost cost = new RoundCost(0.01, 0.02, 0.001, 1e6, 1e8);
    assertThat(cost.idle(8)).isEqualTo(8 * 0.01 + 2 * 0.02 + 8 * 0.001);
    assertThat(cost.steps(8)).isEqualTo(116); // nine times 0.128 s, in steps of 0.01 s
  }
}
