import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Writes javadoc of the packages that the files of exported signatures name, with all checks of
 * comments, and with warnings as errors.
 *
 * <p>The javadoc plugin of Maven cannot do it, because it reads module descriptors by the JDK that
 * Maven runs on, which may be too old for them. Only the documented packages are given as sources;
 * so the kernels need not be read, nor the incubator module that they use.
 *
 * <p>What is newer than all of its sources is left as it is.
 *
 * <p>Arguments, for the jar of one Maven module: {@code jar}, the folder of the module, the
 * version, the date of the entries of the jar, and the class path. For the pages of several
 * modules: {@code pages}, the folder to write them to, the version, the class path, and the folders
 * of the modules.
 */
final class Docs {
  public static void main(String[] args) throws IOException {
    if (args[0].equals("jar")) {
      jar(Path.of(args[1]), args[2], args[3], args[4]);
    } else {
      pages(Path.of(args[1]), args[2], args[3], List.of(args).subList(4, args.length));
    }
  }

  private static void jar(Path base, String version, String date, String classPath)
      throws IOException {
    String artifact = "forja-" + base.getFileName();
    Path jar = base.resolve("target/" + artifact + "-" + version + "-javadoc.jar");
    List<String> sources = sources(base);
    if (isNewer(jar, sources)) {
      return;
    }
    Path pages = base.resolve("target/apidocs");
    write(pages, artifact + " " + version, classPath, sources, "--no-fonts");
    run("jar", List.of("--create", "--date=" + date, "--file=" + jar, "-C", pages.toString(), "."));
  }

  private static void pages(Path pages, String version, String classPath, List<String> modules)
      throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : modules) {
      sources.addAll(sources(Path.of(module).normalize()));
    }
    if (!isNewer(pages.resolve("index.html"), sources)) {
      write(pages, "Forja " + version, classPath, sources);
    }
  }

  private static boolean isNewer(Path written, List<String> sources) throws IOException {
    if (!Files.exists(written)) {
      return false;
    }
    FileTime time = Files.getLastModifiedTime(written);
    for (String source : sources) {
      if (Files.getLastModifiedTime(Path.of(source)).compareTo(time) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void write(
      Path pages, String title, String classPath, List<String> sources, String... more) {
    List<String> javadoc =
        new ArrayList<>(
            List.of(
                "-quiet",
                "-Werror",
                "-Xdoclint:all,-missing", // the sentences say what tags would say again
                "-notimestamp",
                "-encoding",
                "UTF-8",
                "-windowtitle",
                title,
                "-doctitle",
                title,
                "-classpath",
                classPath,
                "-d",
                pages.toString()));
    javadoc.addAll(List.of(more));
    javadoc.addAll(sources);
    run("javadoc", javadoc);
  }

  private static List<String> sources(Path base) throws IOException {
    List<String> packages =
        new ArrayList<>(
            Files.readAllLines(base.resolve("api/forja-" + base.getFileName() + ".api")).stream()
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
