package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** All messages for users are in three enums, and all decisions in one table. */
final class WordingTest {
  private static final Path MAIN = Path.of("src/main/java/dev/forja/processor");
  private static final Path CASES = Path.of("src/test/cases");
  private static final Pattern SENTENCE = Pattern.compile("\"[^\"]*\\p{L}{2,} \\p{L}{2,}[^\"]*\"");
  private static final Pattern REPORTED = Pattern.compile("\\.report(?:Once)?\\(\\s*([\\w.]+)");

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  /** Generated javadoc is not a message, and texts of exceptions are for developers of Forja. */
  @Test
  void noSentenceStandsOutsideTheEnums() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Compiled.sources(MAIN)) {
      boolean worded =
          Stream.of("Problem.java", "Refusal.java", "Reason.java", "Damage.java")
              .anyMatch(file::endsWith);
      boolean javadoc = file.startsWith(MAIN.resolve("write"));
      if (!worded) {
        for (String line : Files.readAllLines(file)) {
          boolean sentence = javadoc ? line.contains("throw new $T(\\\"") : says(line);
          if (sentence) {
            found.add(file + ": " + line.strip());
          }
        }
      }
    }
    assertThat(found).filteredOn(line -> !line.contains("SuppressWarnings")).isEmpty();
  }

  private static boolean says(String line) {
    return SENTENCE.matcher(line).find() && !line.contains("Exception(");
  }

  @Test
  void everyReportBeginsWithAProblem() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Compiled.sources(MAIN)) {
      String text = Files.readString(file);
      REPORTED.matcher(text).results().map(match -> match.group(1)).forEach(found::add);
      assertThat(text.contains("printMessage(")).isEqualTo(file.endsWith("Report.java"));
    }
    assertThat(found)
        .hasSizeGreaterThan(30)
        .allMatch(
            first ->
                first.startsWith("Problem.")
                    || List.of("problem", "variables", "Map.of", "env.getMessager")
                        .contains(first));
  }

  @Test
  void everyProblemStatesAFactAndAFix() {
    List<Problem> problems = new ArrayList<>(List.of(Problem.values()));
    problems.remove(Problem.SHAPE_EXPLAINED); // not a problem, but what a user asked to see
    for (Problem problem : problems) {
      String text = problem.text(Stream.iterate(1, i -> i + 1).limit(12).toArray());
      assertThat(text.split("[.:]\\d* ?(?=[A-Z@]|$)"))
          .as("sentences of %s", problem)
          .hasSizeGreaterThan(1);
      assertThat(text).endsWith(".").doesNotContain("null");
      assertThat(text.contains("forja:" + problem.id()))
          .as("%s says how to silence it", problem)
          .isEqualTo(problem.kind() == Diagnostic.Kind.NOTE);
    }
  }

  @Test
  void everyProblemStandsInATableOfTheReadme() throws IOException {
    String readme = readme();
    assertThat(Arrays.stream(Problem.values()).map(problem -> "[" + problem.id() + "]"))
        .allMatch(readme::contains);
  }

  @Test
  void everyRowNamesTestsThatExist() throws IOException {
    String table = readme().substring(readme().indexOf("| proved by |"));
    List<String> rows = table.lines().skip(2).filter(line -> line.startsWith("|")).toList();
    assertThat(rows).hasSizeGreaterThan(40);
    List<String> named = new ArrayList<>();
    for (String row : rows) {
      String proofs = row.substring(row.lastIndexOf('|', row.length() - 2));
      List<String> names =
          Pattern.compile("`([^`]+)`").matcher(proofs).results().map(WordingTest::name).toList();
      assertThat(names.isEmpty()).as(row).isEqualTo(row.contains("not supported"));
      named.addAll(names);
    }
    assertThat(named).allMatch(WordingTest::exists);
    for (String kind : List.of("good", "bad")) {
      assertThat(named)
          .containsAll(
              CaseRun.namesIn(CASES.resolve(kind))
                  .filter(name -> !name.equals("mlp")) // the first example for new users
                  .map(name -> kind + "/" + name)
                  .toList());
    }
  }

  private static String name(MatchResult match) {
    return match.group(1);
  }

  private static boolean exists(String name) {
    return Files.isDirectory(CASES.resolve(name))
        || Compiled.sources(Path.of("src/test/java")).stream()
            .anyMatch(file -> file.endsWith(name + ".java"));
  }
}
