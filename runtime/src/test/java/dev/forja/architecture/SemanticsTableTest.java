package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that the table of PyTorch's semantics names exists. */
class SemanticsTableTest {
  private static final Path TABLE = Path.of("../docs/MODULE-SEMANTICS.md");
  private static final List<Path> TESTS =
      List.of(Path.of("src/test/java"), Path.of("../annotations/src/test/java"));
  private static final int ROWS = 73;

  private record Row(String number, String verdict, List<String> tests) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.matches("\\| P\\d\\d \\|.*")) {
        String[] cells = line.split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(5);
        List<String> tests = new ArrayList<>();
        Matcher test = Pattern.compile("`(\\w+\\.\\w+)`").matcher(cells[4]);
        while (test.find()) {
          tests.add(test.group(1));
        }
        rows.add(new Row(cells[0].substring(2), cells[1], tests));
      }
    }
    return rows;
  }

  private static Set<String> existing() throws IOException {
    Set<String> existing = new HashSet<>();
    Pattern method = Pattern.compile("@Test\\s[^{}]*?void (\\w+)\\(");
    for (Path root : TESTS) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
          String type = file.getFileName().toString().replace(".java", "");
          Matcher test = method.matcher(Files.readString(file));
          while (test.find()) {
            existing.add(type + "." + test.group(1));
          }
        }
      }
    }
    return existing;
  }

  @Test
  void everyRowIsThereOnceInOrder() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int row = 1; row <= ROWS; row++) {
      expected.add("P%02d".formatted(row));
    }
    assertThat(rows()).extracting(Row::number).isEqualTo(expected);
  }

  @Test
  void everyRowThatAppliesNamesATestThatCarriesItsNumber() throws IOException {
    Set<String> existing = existing();
    for (Row row : rows()) {
      assertThat(row.verdict()).as(row.number()).isIn("COPY", "MEND", "n/a");
      assertThat(existing).as(row.number()).containsAll(row.tests());
      if (!row.verdict().equals("n/a")) {
        assertThat(row.tests()).as(row.number()).isNotEmpty();
      }
      assertThat(row.tests())
          .as(row.number())
          .allMatch(test -> test.toUpperCase(Locale.ROOT).contains(row.number() + "_"));
    }
  }
}
