package dev.forja.demo.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** Starts a JVM with the options that Spark needs on this version of Java. */
final class SparkJvm {
  private static final Pattern OPENS = Pattern.compile("--add-opens=java\\.base/(.*)=ALL-UNNAMED");

  private SparkJvm() {}

  /** Whether this JVM has Spark's options; the module of the Vector API is one of them. */
  static boolean isThis() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** Whether the package that an option opens exists in this JDK, which warns of others. */
  private static boolean isKnown(String option) {
    Matcher opens = OPENS.matcher(option);
    return !opens.matches() || Object.class.getModule().getPackages().contains(opens.group(1));
  }

  /** Runs a program with this class path in such a JVM, and returns its exit code. */
  static int run(Class<?> program, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
        .filter(SparkJvm::isKnown)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(Arrays.asList(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(process::destroy)); // who ends this one ends both
    return process.waitFor();
  }
}
