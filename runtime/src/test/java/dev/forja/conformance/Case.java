package dev.forja.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the index; the folder's README explains the fields.
 *
 * @param setup the context of the case, such as the steps of an optimiser
 * @param call further arguments of the forward call
 */
record Case(
    String name,
    Path file,
    String kind,
    String type,
    Map<String, @Nullable Object> args,
    boolean training,
    double rtol,
    double atol,
    List<String> inputs,
    List<String> outputs,
    Map<String, @Nullable Object> setup,
    Map<String, @Nullable Object> call) {

  /** The cases that the folder's index lists, in its order. */
  static List<Case> all(Path folder) {
    Path index = folder.resolve("cases.json");
    if (!Files.isRegularFile(index)) {
      throw new IllegalArgumentException(
          "there is no %s: -Dforja.conformance names a folder with cases.json and cases/"
              .formatted(index));
    }
    List<?> entries = (List<?>) Objects.requireNonNull(Json.read(index));
    List<Case> cases = new ArrayList<>();
    for (Object entry : entries) {
      if (!(entry instanceof Map<?, ?>)) {
        throw new IllegalArgumentException(
            "%s: entry %d is no object".formatted(index, cases.size()));
      }
      try {
        cases.add(of(folder, map(entry)));
      } catch (NullPointerException | ClassCastException e) {
        throw new IllegalArgumentException(
            "%s: entry %d, %s: a field is missing or of another type: %s"
                .formatted(index, cases.size(), map(entry).get("name"), e.getMessage()),
            e);
      }
    }
    return List.copyOf(cases);
  }

  private static Case of(Path folder, Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> tolerance =
        map(Objects.requireNonNull(entry.get("tolerance"), "tolerance"));
    return new Case(
        text(entry, "name"),
        folder.resolve(text(entry, "file")),
        text(entry, "kind"),
        text(entry, "type"),
        map(entry.getOrDefault("args", Map.of())),
        String.valueOf(entry.getOrDefault("mode", "train")).equals("train"),
        number(tolerance, "rtol"),
        number(tolerance, "atol"),
        texts(entry.getOrDefault("inputs", List.of())),
        texts(entry.getOrDefault("outputs", List.of())),
        map(entry.getOrDefault("setup", Map.of())),
        map(entry.getOrDefault("call", Map.of())));
  }

  /**
   * The full name of a tensor, such as {@code input.0}; only {@code prefix} if {@code name} is
   * empty.
   */
  static String join(String prefix, String name) {
    return name.isEmpty() ? prefix : prefix + "." + name;
  }

  private static String text(Map<String, @Nullable Object> entry, String field) {
    return (String) Objects.requireNonNull(entry.get(field), field);
  }

  private static double number(Map<String, @Nullable Object> entry, String field) {
    return ((Number) Objects.requireNonNull(entry.get(field), field)).doubleValue();
  }

  private static List<String> texts(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(String.class::cast).toList();
  }

  @SuppressWarnings("unchecked") // the keys of JSON objects are strings
  private static Map<String, @Nullable Object> map(@Nullable Object object) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(object);
  }
}
