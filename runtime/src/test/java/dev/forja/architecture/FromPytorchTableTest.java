package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.architecture.FromPytorchNames.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of PyTorch's names on the page for those who come from there: every name has a row,
 * and what a row claims exists. {@code -Dforja.names=write} drops the rows of names that exist by
 * now, and writes the page.
 */
class FromPytorchTableTest {
  private static final Path PAGE = Path.of("../docs/FROM-PYTORCH.md");
  private static final String BEGIN = "<!-- names of PyTorch -->\n";
  private static final String END = "<!-- end of the names -->\n";

  private static boolean isWriting() {
    return "write".equals(System.getProperty("forja.names"));
  }

  private static boolean isStale(Row row) {
    return !row.isThere() && FromPytorchNames.usual(row.group(), row.name()).isThere();
  }

  @Test
  void everyNameHasARow() throws IOException {
    List<String> unknown =
        FromPytorchNames.all().stream()
            .filter(row -> !row.isThere() && row.note().isEmpty())
            .map(Row::line)
            .toList();
    assertThat(unknown).as("names without a counterpart need a reason in rows.tsv").isEmpty();
    assertThat(FromPytorchNames.given().keySet())
        .as("rows of names that PyTorch does not have")
        .isSubsetOf(FromPytorchNames.names());
  }

  @Test
  void whatARowClaimsExists() throws IOException {
    List<String> missing =
        FromPytorchNames.all().stream()
            .filter(row -> row.claim() != null && !FromPytorchNames.exists(row.claim()))
            .map(Row::line)
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void noRowRefusesWhatExists() throws IOException {
    Collection<Row> given = FromPytorchNames.given().values();
    if (isWriting()) {
      String kept =
          given.stream()
              .filter(row -> !isStale(row))
              .map(row -> row.line() + "\n")
              .collect(Collectors.joining());
      Files.writeString(FromPytorchNames.rowsFile(), kept);
    }
    assertThat(FromPytorchNames.given().values().stream().filter(row -> isStale(row)).toList())
        .as("run this test with -Dforja.names=write")
        .isEmpty();
  }

  @Test
  void thePageHasTheTables() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertThat(begin).isPositive().isLessThan(end);
    String tables = FromPytorchNames.tables();
    if (isWriting()) {
      Files.writeString(
          PAGE, page.substring(0, begin + BEGIN.length()) + tables + "\n" + page.substring(end));
      page = Files.readString(PAGE);
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin + BEGIN.length(), end))
        .as("run this test with -Dforja.names=write")
        .isEqualTo(tables + "\n");
  }

  @Test
  void mostNamesAreThere() throws IOException {
    Set<String> modules =
        Set.of("torch.nn", "torch.optim", "torch.optim.lr_scheduler", "torch.optim.swa_utils");
    assertThat(share(modules)).isGreaterThan(0.95);
    assertThat(share(Set.of("torch.nn.functional"))).isGreaterThan(0.95);
  }

  private static double share(Set<String> groups) throws IOException {
    List<Row> rows =
        FromPytorchNames.all().stream()
            .filter(row -> groups.contains(row.group()) && !row.name().endsWith("_"))
            .toList();
    return rows.stream().filter(Row::isThere).count() / (double) rows.size();
  }
}
