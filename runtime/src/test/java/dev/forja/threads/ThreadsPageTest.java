package dev.forja.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/THREADS.md names existing tests. */
class ThreadsPageTest {
  private static final Path PAGE = Path.of("../docs/THREADS.md");
  private static final List<Path> TESTS =
      List.of(
          Path.of("src/test/java"),
          Path.of("../annotations/src/test/java"),
          Path.of("../benchmarks/src/test/java"));
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test\\.\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile("@(?:Parameterized)?Test\\b[^;]*?void (\\w+)\\(");

  private static Set<String> existing() throws IOException {
    Set<String> existing = new HashSet<>();
    for (Path root : TESTS) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
          String type = file.getFileName().toString().replace(".java", "");
          Matcher method = METHOD.matcher(Files.readString(file));
          while (method.find()) {
            existing.add(type + "." + method.group(1));
          }
        }
      }
    }
    return existing;
  }

  @Test
  void everyRowNamesATest() throws IOException {
    Set<String> existing = existing();
    int rows = 0;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| ") && !line.startsWith("| What holds")) {
        List<String> named = NAMED.matcher(line).results().map(each -> each.group(1)).toList();
        assertThat(named).as(line).isNotEmpty();
        assertThat(existing).containsAll(named);
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(25);
  }
}
