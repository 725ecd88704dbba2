package dev.forja.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/**
 * Compares the state of each model with a list among the sources, so that no change of a field
 * makes saved files unreadable without a message. On request, it writes the list.
 *
 * @param directory the folder of the lists, one for each model, named {@code com.acme.Net.state}
 * @param writing whether lists are written instead of compared
 * @param showsCode whether the compiler gives access to code, from which sizes are read
 */
record StateGate(Path directory, boolean writing, boolean showsCode) {
  private static final String DIRECTORY = "forja.state";
  private static final String WRITE = "forja.state.write";
  private static final Pattern SIZES = Pattern.compile(" \\(.*\\)");

  /** The options that control the comparison. */
  static List<String> options() {
    return List.of(DIRECTORY, WRITE);
  }

  /** The comparison according to these options; empty if they do not enable it. */
  static Optional<StateGate> of(Map<String, String> options, boolean showsCode) {
    String directory = options.get(DIRECTORY);
    return directory == null || directory.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StateGate(Path.of(directory), Boolean.parseBoolean(options.get(WRITE)), showsCode));
  }

  /**
   * Compares the state with the list of the model, or writes the list.
   *
   * @param name the qualified name of the model
   * @param now the current lines of its list
   * @param renamed the current names of renamed state, by the earlier names
   */
  void check(
      TypeElement model,
      String name,
      List<String> now,
      Map<String, String> renamed,
      Report report) {
    Path file = directory.resolve(name + ".state");
    try {
      if (writing) {
        write(file, now);
      } else if (Files.exists(file)) {
        compare(model, report, file, now, renamed);
      } else if (!now.isEmpty()) {
        report.at(model).report(Problem.STATE_UNLISTED, name, file);
      }
    } catch (IOException failure) {
      report.at(model).report(Problem.STATE_LIST_UNUSABLE, file, failure);
    }
  }

  private static void write(Path file, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      Files.deleteIfExists(file);
    } else if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n");
    }
  }

  private void compare(
      TypeElement model, Report report, Path file, List<String> now, Map<String, String> renamed)
      throws IOException {
    List<String> then = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        then.add(comparable(present(line.strip(), renamed)));
      }
    }
    List<String> here = now.stream().map(this::comparable).toList();
    List<String> difference =
        Stream.concat(
                then.stream().filter(line -> !here.contains(line)).map(line -> "- " + line),
                here.stream().filter(line -> !then.contains(line)).map(line -> "+ " + line))
            .toList();
    if (!difference.isEmpty()) {
      report
          .at(model)
          .report(
              Problem.STATE_CHANGED,
              model.getSimpleName(),
              file,
              "\n  " + String.join("\n  ", difference) + "\n");
    }
  }

  private String comparable(String line) {
    return showsCode ? line : SIZES.matcher(line).replaceAll("");
  }

  /** The line with the current name of a renamed field. */
  private static String present(String line, Map<String, String> renamed) {
    int end = line.indexOf(' ');
    String name = end < 0 ? line : line.substring(0, end);
    for (Map.Entry<String, String> each : renamed.entrySet()) {
      String earlier = each.getKey();
      if (name.equals(earlier) || name.startsWith(earlier + ".")) {
        return each.getValue() + line.substring(earlier.length());
      }
    }
    return line;
  }
}
