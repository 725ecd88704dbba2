package dev.forja.onnx;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line {@code forja-onnx}, which {@code onnx/forja-onnx} runs: {@code forja-onnx source
 * model.onnx --package com.acme.ocr --out DIR} writes a model as source, see {@link OnnxSource}. A
 * failure is one sentence on standard error and a non-zero exit code. Keeps no state, so many
 * threads may use it.
 */
public final class SourceCommand {
  private static final String USAGE =
      """
      forja-onnx source MODEL.onnx --package PACKAGE --out DIR [--class NAME]
        writes the model as classes of PACKAGE below DIR, with its weights beside them;
        NAME is the class that is called, by default from the name of the file
      """;

  private static final List<String> OPTIONS = List.of("--package", "--out", "--class");

  private SourceCommand() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the command, and gives its exit code: 2 for wrong arguments, 1 for a failure. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(args));
    if (left.isEmpty() || left.contains("--help") || left.contains("-h")) {
      out.print(USAGE);
      return left.isEmpty() ? 2 : 0;
    }
    String command = left.remove();
    if (!command.equals("source")) {
      return wrong(err, "there is no command '%s'".formatted(command));
    }
    Map<String, String> options = new HashMap<>();
    String file = null;
    while (!left.isEmpty()) {
      String arg = left.remove();
      if (!arg.startsWith("--")) {
        if (file != null) {
          return wrong(err, "there are two files, '%s' and '%s'".formatted(file, arg));
        }
        file = arg;
      } else if (!OPTIONS.contains(arg)) {
        return wrong(err, "there is no option '%s'".formatted(arg));
      } else if (left.isEmpty()) {
        return wrong(err, arg + " has no value");
      } else {
        options.put(arg, left.remove());
      }
    }
    String pack = options.get("--package");
    String folder = options.get("--out");
    if (file == null || pack == null || folder == null) {
      String missing = file == null ? "the file" : pack == null ? "--package" : "--out";
      return wrong(err, missing + " is missing");
    }
    try {
      Path model = Path.of(file);
      String name = options.getOrDefault("--class", className(model));
      OnnxSource.read(model, pack, name).write(Path.of(folder)).forEach(out::println);
      return 0;
    } catch (IllegalArgumentException wrong) {
      return wrong(err, String.valueOf(wrong.getMessage()));
    } catch (NoSuchFileException missing) {
      err.println("error: there is no file '%s'".formatted(missing.getFile()));
      return 1;
    } catch (IOException failure) {
      err.println("error: " + failure.getMessage());
      return 1;
    }
  }

  private static int wrong(PrintStream err, String problem) {
    err.println("error: " + problem);
    err.println("forja-onnx --help shows what can be given");
    return 2;
  }

  /** The words of a file's name, each with a capital letter. */
  static String className(Path file) {
    String plain = String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", "");
    StringBuilder name = new StringBuilder();
    for (String word : plain.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    boolean usable = !name.isEmpty() && Character.isLetter(name.charAt(0));
    return usable ? name.toString() : "Model" + name;
  }
}
