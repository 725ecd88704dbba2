package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.onnx.operators.OperatorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of operators in the documentation has all of them, with their attributes. */
class OperatorsPageTest {
  private static final Path PAGE = Path.of("../docs/ONNX.md");

  @Test
  void thePageHasEveryOperatorWithItsAttributesVersionsAndTypes() throws Exception {
    Map<String, Set<String>> said = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        assertThat(cells[2].strip()).as(line).matches("[0-9]+(, [0-9]+)*");
        assertThat(cells[3].strip()).as(line).isNotEmpty();
        said.put(
            cells[1].strip().replace("`", ""),
            Arrays.stream(cells[4].strip().replace("`", "").split(", ", -1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    Map<String, Set<String>> known = new TreeMap<>();
    for (String name : OperatorTable.all().names()) {
      known.put(name, new TreeSet<>(OperatorTable.all().attributes(name)));
    }
    assertThat(said).isEqualTo(known);
  }
}
