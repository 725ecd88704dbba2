package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.internal.compiler.batch.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of ecj's own command line, which differs from that of its API. */
final class EcjCommandLineTest {
  private static final String NET =
      """
      package user;

      final class Net {
        @dev.forja.Forward int forward(int x) { return x; }

        static int use() { return NetInvoker.of().call(3); }
      }
      """;

  @TempDir Path work;

  @Test
  void findsTheProcessorOnItsModulePath() throws Exception {
    Path net = source("user/Net", NET);
    assertThat(ecj("--processor-module-path", processor(), "-cp", joined(), net.toString()))
        .isEmpty();
    assertThat(work.resolve("classes/user/NetInvoker.class")).exists();
  }

  /** This option is required too; otherwise ecj writes into another module. */
  @Test
  void processesBeforeItCompilesAModule() throws Exception {
    Path net = source("user/Net", NET);
    Path module = source("module-info", "module user {\n  requires transitive dev.forja;\n}\n");
    String written = work.resolve("sources/user/NetInvoker.java").toString();

    ecj("-proc:only", "--processor-module-path", processor(), "-cp", joined(), net.toString());
    assertThat(ecj("-proc:none", "-p", joined(), net.toString(), module.toString(), written))
        .isEmpty();
    assertThat(work.resolve("classes/user/NetInvoker.class")).exists();
  }

  private Path source(String name, String text) throws IOException {
    Path file = work.resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String processor() {
    return ClassPath.joined(ClassPath.ofProcessor());
  }

  private static String joined() {
    return ClassPath.joined(ClassPath.ofModules());
  }

  /** Runs ecj in a separate JVM, as users do, and returns its output. */
  private String ecj(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ClassPath.joined(List.of(ClassPath.of(Main.class))),
                Main.class.getName(),
                "--release",
                "25",
                "-d",
                Files.createDirectories(work.resolve("classes")).toString(),
                "-s",
                Files.createDirectories(work.resolve("sources")).toString()));
    command.addAll(Arrays.asList(arguments));
    Path out = work.resolve("messages");
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start()
        .waitFor();
    return Files.readString(out);
  }
}
