package dev.forja.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that a case expects, marked at the end of its line: {@code // error: [StatePrivate] at
 * weight}. What follows {@code at} stands once in the line, and the message begins there. Where the
 * compilers differ, each has its own: {@code at class|Net} is javac's, then ecj's.
 */
record Expected(String file, long line, long column, String kind, String id) {
  private static final Pattern MARK =
      Pattern.compile("// (error|note): \\[(\\w+)] at ([^|]+)(?:\\|(.+))?$");

  /** Those of all sources below a directory. */
  static List<Expected> in(Path directory, Compiled.Compiler compiler) {
    List<Expected> all = new ArrayList<>();
    try {
      for (Path file : Compiled.sources(directory)) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          String line = lines.get(i);
          if (line.contains("// error:") || line.contains("// note:")) {
            all.add(read(file, i + 1, line, compiler));
          }
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return all;
  }

  private static Expected read(Path file, int number, String line, Compiled.Compiler compiler) {
    Matcher mark = MARK.matcher(line);
    if (!mark.find()) {
      throw new AssertionError(file + ":" + number + " is not marked as it should: " + line);
    }
    boolean own = compiler == Compiled.Compiler.ECJ && mark.group(4) != null;
    String text = mark.group(own ? 4 : 3).strip();
    int at = line.indexOf(text);
    if (at < 0 || at >= mark.start() || line.indexOf(text, at + 1) < mark.start()) {
      throw new AssertionError(
          file + ":" + number + ": '" + text + "' does not stand once before the mark: " + line);
    }
    return new Expected(
        file.getFileName().toString(), number, at + 1, mark.group(1), mark.group(2));
  }

  /** What a message of the compiler is, in the same form. */
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
