package dev.forja.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that a case expects, marked at the end of its line: {@code // error: [StatePrivate] at
 * weight}. The text after {@code at} occurs once in the line, and the message starts there. If the
 * compilers differ, each has its own text: in {@code at class|Net}, the first is javac's, the
 * second ecj's. {@code // error on ecj:} marks a location that is different on ecj.
 */
record Expected(String file, long line, long column, String kind, String id) {
  private static final Pattern MARK =
      Pattern.compile("// (error|note)(?: on (javac|ecj))?: \\[(\\w+)] at ([^|]+)(?:\\|(.+))?$");

  /** The expected messages in all sources below a directory. */
  static List<Expected> in(Path directory, Compiled.Compiler compiler) {
    List<Expected> all = new ArrayList<>();
    try {
      for (Path file : Compiled.sources(directory)) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          String line = lines.get(i);
          if (line.matches(".*// (error|note)( on \\w+)?:.*")) {
            read(file, i + 1, line, compiler).ifPresent(all::add);
          }
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return all;
  }

  private static Optional<Expected> read(
      Path file, int number, String line, Compiled.Compiler compiler) {
    Matcher mark = MARK.matcher(line);
    if (!mark.find()) {
      throw new AssertionError(file + ":" + number + " is not marked as it should: " + line);
    }
    if (mark.group(2) != null && !mark.group(2).equalsIgnoreCase(compiler.name())) {
      return Optional.empty();
    }
    boolean own = compiler == Compiled.Compiler.ECJ && mark.group(5) != null;
    String text = mark.group(own ? 5 : 4).strip();
    int at = line.indexOf(text);
    if (at < 0 || at >= mark.start() || line.indexOf(text, at + 1) < mark.start()) {
      throw new AssertionError(
          file + ":" + number + ": '" + text + "' does not stand once before the mark: " + line);
    }
    return Optional.of(
        new Expected(file.getFileName().toString(), number, at + 1, mark.group(1), mark.group(3)));
  }

  /** A message of the compiler in the same form. */
  static Expected of(Compiled.Message message) {
    int open = message.text().indexOf('[');
    int close = message.text().indexOf(']');
    return new Expected(
        message.file(),
        message.line(),
        message.column(),
        message.isError() ? "error" : "note",
        open >= 0 && close > open ? message.text().substring(open + 1, close) : "?");
  }
}
