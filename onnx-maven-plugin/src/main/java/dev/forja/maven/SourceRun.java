package dev.forja.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command line {@code forja-onnx source} in a JVM of its own.
 *
 * @param model the file of the model
 * @param packageName the package of the classes
 * @param className the class that is called; null for one from the name of the file
 * @param out the folder of sources
 * @param jars the class path of the command
 */
record SourceRun(
    File model, String packageName, @Nullable String className, File out, List<File> jars) {
  private static final String COMMAND = "dev.forja.onnx.SourceCommand";

  /** Whether the weights, which are written last, are newer than the model. */
  boolean isUpToDate() {
    File folder = new File(out, packageName.replace('.', File.separatorChar));
    String name = calledClass();
    String begin = name.substring(0, 1).toLowerCase(Locale.ROOT);
    File made = new File(folder, begin + name.substring(1) + ".safetensors");
    return model.isFile() && made.isFile() && made.lastModified() > model.lastModified();
  }

  /**
   * The words of the file's name, each with a capital letter, as the command makes a class of it.
   */
  private String calledClass() {
    if (className != null) {
      return className;
    }
    StringBuilder name = new StringBuilder();
    for (String word : model.getName().replaceFirst("\\.onnx$", "").split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    boolean usable = name.length() > 0 && Character.isLetter(name.charAt(0));
    return usable ? name.toString() : "Model" + name;
  }

  /**
   * Runs the command.
   *
   * @param java the program {@code java} of a JDK 25 or newer
   * @return what it prints: the files that it wrote
   */
  List<String> start(String java) throws MojoExecutionException {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(jars.stream().map(File::getPath).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of(COMMAND, "source", model.getPath(), "--package", packageName));
    command.addAll(List.of("--out", out.getPath()));
    if (className != null) {
      command.addAll(List.of("--class", className));
    }
    List<String> lines = new ArrayList<>();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new MojoExecutionException(problem(java, lines));
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot start " + java + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while the model was written", e);
    }
    return lines.stream()
        .filter(line -> !line.startsWith("WARNING: "))
        .collect(Collectors.toList());
  }

  private static String problem(String java, List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("error: ")) {
        return line.substring("error: ".length());
      }
    }
    String all = String.join("\n", lines);
    boolean old =
        all.contains("Unrecognized option")
            || all.contains("UnsupportedClassVersionError")
            || all.contains("jdk.incubator.vector not found");
    return old
        ? java
            + " is older than 25: select a JDK 25 or newer by the maven-toolchains-plugin, goal"
            + " select-jdk-toolchain, or run Maven with one"
        : all;
  }
}
