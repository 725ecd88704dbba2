package dev.forja.processor.speed;

import dev.forja.Invoker;
import dev.forja.fake.FakeTensor;
import dev.forja.processor.ForwardProcessor;
import dev.forja.processor.fuzz.MemoryFiles;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The ways to compile the models. */
enum Stage {
  /** The models alone. */
  WITHOUT,
  /** Models, and invokers that the processor writes. */
  WITH,
  /** Models, and invokers that were written before: everything except the processor. */
  WRITTEN,
  /** Only the processor, and what the compiler has to read for it. */
  ONLY;

  /** Compiles {@code models} models and returns the time in nanoseconds. */
  long run(int models) {
    Map<String, String> sources = new TreeMap<>(Models.sources(models));
    if (this == WRITTEN) {
      MemoryFiles files = new MemoryFiles(manager());
      compile(files, sources, true, "-proc:only");
      sources.putAll(files.generated());
    }
    MemoryFiles files = new MemoryFiles(manager());
    long start = System.nanoTime();
    compile(files, sources, this == WITH || this == ONLY, this == ONLY ? "-proc:only" : "-g");
    return System.nanoTime() - start;
  }

  private static javax.tools.StandardJavaFileManager manager() {
    return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
  }

  private static void compile(
      MemoryFiles files, Map<String, String> texts, boolean processed, String option) {
    List<JavaFileObject> sources = new ArrayList<>();
    texts.forEach((path, text) -> sources.add(files.source(path, text)));
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                files,
                said,
                List.of("--release", "25", "-cp", classPath(), option),
                null,
                sources);
    task.setProcessors(processed ? List.of(new ForwardProcessor()) : List.of());
    if (!task.call()) {
      throw new IllegalStateException(said.getDiagnostics().toString());
    }
  }

  private static String classPath() {
    return Stream.of(Invoker.class, FakeTensor.class, Nullable.class)
        .map(Stage::path)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String path(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }
}
