package dev.forja.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Passes all arguments on to jcstress, and fails if one of its tests fails, which jcstress itself
 * does not.
 */
@Command(
    name = "jcstress",
    description = {
      "What several threads may do at once, by jcstress: jcstress [OPTIONS OF JCSTRESS].",
      "jcstress -l lists the tests, jcstress -m quick runs all of them, jcstress -h explains."
    })
final class JcstressCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    int given = arguments.indexOf("-r");
    Path folder =
        given >= 0 && given + 1 < arguments.size()
            ? Path.of(arguments.get(given + 1)).toAbsolutePath()
            : Files.createTempDirectory("jcstress");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", absoluteClassPath(), Main.class.getName()));
    command.addAll(
        List.of("-jvmArgsPrepend", "--add-modules=jdk.incubator.vector -Dforja.threads=2"));
    if (given < 0) {
      command.addAll(List.of("-r", folder.toString()));
    }
    command.addAll(arguments);
    // A process of its own, because jcstress writes a file into the working directory.
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder).toFile())
            .redirectErrorStream(true)
            .start();
    List<String> report = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        report.add(line.strip());
      }
    }
    if (process.waitFor() != 0) {
      return 1;
    }
    boolean passed =
        report.contains("Failed tests: No matches.") && report.contains("Error tests: No matches.");
    return passed || !report.contains("RUN RESULTS:") ? 0 : 1;
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
