import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;

/**
 * Adds the descriptor of a module to its jar, by the jar tool of the JDK it runs on, unless the jar
 * has it already: the date of a jar that is up to date stays, so Maven does not compile again what
 * depends on it.
 *
 * <p>Arguments: the jar, the folder of the classes, the version, and the date of the entries.
 */
final class Descriptor {
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path descriptor = Path.of(args[1], "module-info.class");
    if (isIn(jar, descriptor)) {
      return;
    }
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                List.of(
                        "--update",
                        "--date=" + args[3],
                        "--module-version=" + args[2],
                        "--file=" + jar,
                        "-C",
                        args[1],
                        "module-info.class")
                    .toArray(String[]::new));
    System.exit(status);
  }

  private static boolean isIn(Path jar, Path descriptor) throws IOException {
    if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(descriptor)) < 0) {
      return false;
    }
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getEntry("module-info.class") != null;
    }
  }
}
