package dev.forja.architecture;

import dev.forja.module.NeuralModule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's names and what stands for them here. A name without a row of its own stands for the
 * class or the method of {@code Tensor} with that name in Java's spelling; PyTorch's methods that
 * change a tensor in place have no counterpart.
 */
final class FromPytorchNames {
  private static final Path FOLDER = Path.of("src/test/resources/from-pytorch");

  /**
   * One name.
   *
   * @param claim a class below {@code dev.forja}, perhaps with a method after {@code #}; null if
   *     there is none
   * @param note a difference, or what to do instead
   * @param given whether the file of rows has it
   */
  record Row(String group, String name, @Nullable String claim, String note, boolean given) {
    boolean isThere() {
      return claim != null;
    }

    String line() {
      return String.join("\t", group, name, claim == null ? "-" : claim, note);
    }
  }

  private FromPytorchNames() {}

  static Path rowsFile() {
    return FOLDER.resolve("rows.tsv");
  }

  /** The rows of the file, by group and name. */
  static Map<String, Row> given() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(rowsFile())) {
      String[] parts = line.split("\t", -1);
      String claim = parts[2].equals("-") ? null : parts[2];
      rows.put(parts[0] + "\t" + parts[1], new Row(parts[0], parts[1], claim, parts[3], true));
    }
    return rows;
  }

  /** The names of PyTorch, as group and name. */
  static List<String> names() throws IOException {
    return Files.readAllLines(FOLDER.resolve("names.tsv"));
  }

  /** A row for each name; a claim is null and the note empty if nothing is known of a name. */
  static List<Row> all() throws IOException {
    Map<String, Row> given = given();
    List<Row> rows = new ArrayList<>();
    for (String name : names()) {
      Row row = given.get(name);
      String[] parts = name.split("\t", -1);
      rows.add(row == null ? usual(parts[0], parts[1]) : row);
    }
    return rows;
  }

  /** The row of a name that no file has. */
  static Row usual(String group, String name) {
    boolean function = group.equals("torch.Tensor") || group.equals("torch.nn.functional");
    if (function && name.endsWith("_")) {
      String call = "%s(..)".formatted(camel(name.substring(0, name.length() - 1)));
      return new Row(
          group, name, null, "tensors never change in place: write x = x." + call, false);
    }
    String claim =
        function
            ? "tensor.Tensor#" + camel(name)
            : (group.startsWith("torch.optim") ? "optim." : "nn.") + name;
    return new Row(group, name, exists(claim) ? claim : null, "", false);
  }

  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    for (String part : name.split("_", -1)) {
      text.append(
          text.isEmpty() || part.isEmpty()
              ? part
              : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return text.toString();
  }

  /** Whether there is such a public class, with such a public method. */
  static boolean exists(String claim) {
    String[] parts = claim.split("#", -1);
    try {
      ClassLoader loader = NeuralModule.class.getClassLoader();
      Class<?> type = Class.forName("dev.forja." + parts[0], false, loader);
      return Modifier.isPublic(type.getModifiers())
          && (parts.length == 1
              || Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(parts[1]::equals));
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      return false;
    }
  }

  /** The tables of all groups, as they stand on the page. */
  static String tables() throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, List<Row>> groups =
        all().stream()
            .collect(Collectors.groupingBy(Row::group, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (group, rows) -> {
          long there = rows.stream().filter(Row::isThere).count();
          text.append("\n### `%s`: %d of %d\n\n".formatted(group, there, rows.size()));
          text.append("| PyTorch | Forja | difference, or what to do instead |\n|---|---|---|\n");
          for (Row row : rows) {
            String claim = row.claim();
            text.append(
                "| `%s` | %s | %s |\n"
                    .formatted(
                        row.name(),
                        claim == null ? "-" : "`" + shown(claim) + "`",
                        row.note().isEmpty() ? "" : row.note().replace("|", "\\|")));
          }
        });
    return text.toString();
  }

  private static String shown(String claim) {
    String[] parts = claim.split("#", -1);
    String type = parts[0].substring(parts[0].lastIndexOf('.') + 1);
    return parts.length == 1 ? type : type + "." + parts[1];
  }
}
