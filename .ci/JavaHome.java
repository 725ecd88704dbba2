import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the home of the JDK it runs on, which the toolchain chose, to a file for the run scripts.
 */
final class JavaHome {
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, System.getProperty("java.home"));
  }
}
