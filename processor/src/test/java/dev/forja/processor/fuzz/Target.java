package dev.forja.processor.fuzz;

import dev.forja.Invoker;
import dev.forja.fake.FakeTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jspecify.annotations.Nullable;

/**
 * The compilers on which programs are compiled. Every warning is on; none is an error, so that all
 * are reported.
 */
@SuppressWarnings("ImmutableEnumChecker") // its contents never change
enum Target {
  /** javac, on the class path. */
  JAVAC,
  /** javac, with all packages exported from a module; some warnings are given only there. */
  JAVAC_MODULE,
  /** ecj, on the class path, with the files in reverse order. */
  ECJ;

  private static final Path FAKES = Path.of("src/test/java/dev/forja/fake");

  private final JavaCompiler tool;
  private final StandardJavaFileManager files;

  Target() {
    boolean ecj = name().equals("ECJ");
    tool = ecj ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
    files = tool.getStandardFileManager(null, null, null);
    try {
      boolean module = name().endsWith("MODULE");
      if (module) {
        files.setLocationFromPaths(
            StandardLocation.MODULE_PATH, List.of(of(Invoker.class), of(Nullable.class)));
      } else {
        files.setLocationFromPaths(
            StandardLocation.CLASS_PATH,
            List.of(of(Invoker.class), of(FakeTensor.class), of(Nullable.class)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  JavaCompiler tool() {
    return tool;
  }

  MemoryFiles newFiles() {
    return this == ECJ ? new DiskFiles(files) : new MemoryFiles(files);
  }

  /**
   * The processors that run in place of Forja's. ecj fails on some sources as soon as any processor
   * runs, so one runs that does nothing.
   */
  List<Processor> bystanders() {
    return this == ECJ ? List.of(new IdleProcessor()) : List.of();
  }

  boolean reversed() {
    return this == ECJ;
  }

  List<String> options() {
    return this == ECJ
        ? List.of("--release", "25", "-Xlint:all", "-proceedOnError")
        : List.of(
            "--release",
            "25",
            "-Xlint:all,-processing",
            "-implicit:none",
            "-Xmaxerrs",
            "1000000",
            "-Xmaxwarns",
            "1000000");
  }

  /** The sources that are compiled in addition to the programs: the module and its tensors. */
  Map<String, String> ownSources(List<Program> programs) {
    if (this != JAVAC_MODULE) {
      return Map.of();
    }
    Map<String, String> sources = new TreeMap<>();
    String exports =
        programs.stream()
            .map(program -> "  exports " + program.packageName() + ";\n")
            .collect(Collectors.joining());
    String transitive = programs.getFirst().seed() / 200 % 2 == 0 ? "transitive " : "";
    sources.put(
        "module-info.java",
        "module fuzz {\n"
            + ("  requires " + transitive + "dev.forja;\n")
            + "  requires static transitive org.jspecify;\n"
            + "  exports dev.forja.fake;\n"
            + exports
            + "}\n");
    try (Stream<Path> fakes = Files.list(FAKES)) {
      for (Path fake : fakes.sorted().toList()) {
        sources.put("dev/forja/fake/" + fake.getFileName(), Files.readString(fake));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return sources;
  }
}
