package dev.forja.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The result of a compilation.
 *
 * @param ok whether the compilation succeeded, with all lint checks on and warnings as errors
 * @param messages the messages of the compiler
 * @param generated the sources that the processor wrote, by path
 * @param classes the directory of the class files
 */
record Compiled(boolean ok, List<Message> messages, Map<String, String> generated, Path classes) {

  /** A message with its location. */
  record Message(Diagnostic.Kind kind, String file, long line, long column, String text) {
    boolean isError() {
      return kind == Diagnostic.Kind.ERROR;
    }
  }

  /** The compilers on which cases are run. */
  enum Compiler {
    JAVAC("--release 25 -Xlint:all -Werror -implicit:none"),
    ECJ("--release 25 -Xlint:all -failOnWarning -proceedOnError");

    private final String options;

    Compiler(String options) {
      this.options = options;
    }

    private JavaCompiler tool() {
      return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
    }

    /**
     * Compiles all sources below {@code in}; classes and generated sources are written below {@code
     * to}. As in the project of a user with a null checker, another processor claims the
     * annotations of jspecify.
     */
    Compiled compile(Path in, Path to, String... more) {
      return compile(sources(in), to, new ForwardProcessor(), List.of(more));
    }

    Compiled compile(List<Path> sources, Path to, Processor processor, List<String> more) {
      try {
        return run(sources, to, List.of(processor, new LaterProcessor()), more);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    /** Compiles with only these processors, in this order. */
    Compiled compile(List<Path> sources, Path to, List<Processor> processors) throws IOException {
      return run(sources, to, processors, List.of());
    }

    private Compiled run(List<Path> sources, Path to, List<Processor> processors, List<String> more)
        throws IOException {
      Path classes = Files.createDirectories(to.resolve(name() + "-classes"));
      Path generated = Files.createDirectories(to.resolve(name() + "-sources"));
      DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
      List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
      arguments.addAll(more);
      boolean ok;
      JavaCompiler tool = tool();
      try (StandardJavaFileManager files = tool.getStandardFileManager(diagnostics, null, null)) {
        boolean module = sources.stream().anyMatch(file -> file.endsWith("module-info.java"));
        if (module) {
          arguments.addAll(List.of("--module-path", ClassPath.joined(ClassPath.ofModules())));
        } else {
          files.setLocationFromPaths(StandardLocation.CLASS_PATH, ClassPath.ofCases());
        }
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(generated));
        JavaCompiler.CompilationTask task =
            tool.getTask(
                new StringWriter(),
                files,
                diagnostics,
                arguments,
                null,
                files.getJavaFileObjectsFromPaths(sources));
        task.setProcessors(processors);
        ok = task.call();
      }
      return new Compiled(ok, messages(diagnostics), texts(generated), classes);
    }
  }

  private static List<Message> messages(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<Message> messages = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      JavaFileObject source = each.getSource();
      String file = source == null ? "" : Path.of(source.toUri()).getFileName().toString();
      messages.add(
          new Message(
              each.getKind(),
              file,
              each.getLineNumber(),
              each.getColumnNumber(),
              each.getMessage(null)));
    }
    return messages;
  }

  /** The Java sources below a directory, sorted by name. */
  static List<Path> sources(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The texts of the sources below a directory, by path. */
  static Map<String, String> texts(Path directory) {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : sources(directory)) {
      try {
        texts.put(directory.relativize(file).toString(), Files.readString(file));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return texts;
  }

  /** The errors, and the messages that name one of the processor's problems. */
  List<Message> problems() {
    return messages.stream()
        .filter(message -> message.isError() || message.text().contains("["))
        .filter(message -> message.isError() || message.kind() == Diagnostic.Kind.NOTE)
        .toList();
  }
}
