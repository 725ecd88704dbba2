import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Writes the javadoc jar of a Maven module: of the packages that the file of its exported
 * signatures names, with all checks of comments, and with warnings as errors.
 *
 * <p>The javadoc plugin of Maven cannot do it, because it reads module descriptors by the JDK that
 * Maven runs on, which may be too old for them. Only the documented packages are given as sources;
 * so the kernels need not be read, nor the incubator module that they use.
 *
 * <p>Arguments: the folder of the Maven module, the version, the date of the entries of the jar,
 * and the class path.
 */
final class Docs {
  public static void main(String[] args) throws IOException {
    Path base = Path.of(args[0]);
    String artifact = "forja-" + base.getFileName();
    Path pages = base.resolve("target/apidocs");
    List<String> javadoc =
        new ArrayList<>(
            List.of(
                "-quiet",
                "-Werror",
                "-Xdoclint:all,-missing", // the sentences say what tags would say again
                "-notimestamp",
                "--no-fonts",
                "-encoding",
                "UTF-8",
                "-windowtitle",
                artifact + " " + args[1],
                "-doctitle",
                artifact + " " + args[1],
                "-classpath",
                args[3],
                "-d",
                pages.toString()));
    javadoc.addAll(sources(base, artifact));
    run("javadoc", javadoc);
    run(
        "jar",
        List.of(
            "--create",
            "--date=" + args[2],
            "--file=" + base.resolve("target/" + artifact + "-" + args[1] + "-javadoc.jar"),
            "-C",
            pages.toString(),
            "."));
  }

  private static List<String> sources(Path base, String artifact) throws IOException {
    List<String> packages =
        new ArrayList<>(
            Files.readAllLines(base.resolve("api/" + artifact + ".api")).stream()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length()))
                .toList());
    if (packages.isEmpty()) { // the processor, whose module exports nothing
      packages.add("dev.forja." + base.getFileName());
    }
    List<String> sources = new ArrayList<>();
    for (String name : packages) {
      for (String root : List.of("src/main/java", "target/generated-sources/annotations")) {
        sources.addAll(files(base.resolve(root).resolve(name.replace('.', '/'))));
      }
    }
    return sources;
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
    }
  }

  private static void run(String tool, List<String> arguments) {
    int status =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      System.exit(status);
    }
  }
}
