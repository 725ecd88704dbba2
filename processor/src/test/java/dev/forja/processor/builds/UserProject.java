package dev.forja.processor.builds;

import dev.forja.Invoker;
import dev.forja.processor.ForwardProcessor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A user's project, with its own local repository that contains nothing of Forja. Maven finds the
 * jars under test in a repository created for this purpose, and everything that this build has
 * already fetched in the local repository of this build, which is only read.
 */
final class UserProject {
  private static final String GROUP = "dev/forja";

  private final Path directory;
  private final Path settings;

  private UserProject(Path directory, Path settings) {
    this.directory = directory;
    this.settings = settings;
  }

  static UserProject prepare(Path sources, Path target) throws IOException {
    String version = property("forja.version");
    Path local = target.resolve("local");
    Path published = target.resolve("published");
    Directories.delete(local.resolve(GROUP));
    Directories.delete(published);
    Directories.delete(target.resolve("project"));
    publish(published, version);
    Map<String, String> values = new HashMap<>();
    values.put("forja", version);
    for (String plugin :
        List.of("compiler", "errorprone", "jar", "lombok", "resources", "surefire")) {
      values.put(plugin, property("forja." + plugin + ".version"));
    }
    values.put("local", local.toString());
    values.put("published", published.toUri().toString());
    values.put("fetched", Path.of(property("forja.maven.repository")).toUri().toString());
    Directories.copy(sources, target.resolve("project"), values);
    return new UserProject(
        target.resolve("project/reactor"), target.resolve("project/settings.xml"));
  }

  private static void publish(Path published, String version) throws IOException {
    Path group = published.resolve(GROUP);
    publishPom(group, "forja-parent", version, Path.of("../pom.xml"));
    publishPom(group, "forja-annotations", version, Path.of("../annotations/pom.xml"));
    publishPom(group, "forja-processor", version, Path.of("pom.xml"));
    publishJar(group, "forja-annotations", version, Invoker.class);
    publishJar(group, "forja-processor", version, ForwardProcessor.class);
  }

  private static Path file(Path group, String artifact, String version, String kind) {
    return group.resolve(artifact).resolve(version).resolve(artifact + "-" + version + kind);
  }

  private static void publishPom(Path group, String artifact, String version, Path pom)
      throws IOException {
    Path file = file(group, artifact, version, ".pom");
    Files.createDirectories(file.getParent());
    Files.copy(pom, file);
  }

  private static void publishJar(Path group, String artifact, String version, Class<?> of)
      throws IOException {
    try {
      Path classes = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
      Directories.jar(classes, file(group, artifact, version, ".jar"));
    } catch (URISyntaxException unexpected) {
      throw new IOException(unexpected);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), name + " is set by the processor's pom.xml: run this by Maven");
  }

  Path directory() {
    return directory;
  }

  /** The jar of a module. */
  String jar(String module) {
    return directory.resolve(module + "/target/" + module + "-1.jar").toString();
  }

  /** The jar of the annotations in the project's local repository. */
  String annotations() {
    String version = property("forja.version");
    Path group = settings.resolveSibling("../local").normalize().resolve(GROUP);
    return file(group, "forja-annotations", version, ".jar").toString();
  }

  /** Runs Maven, which must succeed, and returns its output. */
  String maven(String... arguments) throws IOException, InterruptedException {
    String mvn = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("forja.maven.home"), "bin", mvn).toString());
    command.addAll(List.of("-B", "-s", settings.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a program on this JVM and returns its output. */
  String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().remove("MAVEN_ARGS");
    int status = builder.start().waitFor();
    String text = Files.readString(log);
    if (status != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + text);
    }
    return text;
  }
}
