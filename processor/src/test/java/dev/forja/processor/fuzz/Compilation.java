package dev.forja.processor.fuzz;

import dev.forja.processor.ForwardProcessor;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;

/**
 * The joint compilation of many programs.
 *
 * @param messages the messages of the compiler by package; messages without a package have the
 *     empty name
 * @param generated the sources that the processor wrote, by path
 * @param failed how the compiler crashed; empty if it did not
 */
record Compilation(
    Map<String, List<Message>> messages, Map<String, String> generated, String failed) {

  /** A message with its location. */
  record Message(Diagnostic.Kind kind, String path, long line, String text) {
    boolean isError() {
      return kind == Diagnostic.Kind.ERROR;
    }

    boolean isWarning() {
      return kind == Diagnostic.Kind.WARNING || kind == Diagnostic.Kind.MANDATORY_WARNING;
    }

    @Override
    public String toString() {
      return path + ":" + line + " " + kind + " " + text;
    }
  }

  static Compilation of(Target target, List<Program> programs, boolean processed) {
    if (programs.isEmpty()) {
      return new Compilation(Map.of(), Map.of(), "");
    }
    MemoryFiles files = target.newFiles();
    List<JavaFileObject> sources = new ArrayList<>();
    add(sources, files, target.ownSources(programs));
    for (Program program : processed && target.reversed() ? programs.reversed() : programs) {
      add(sources, files, program.files());
      add(sources, files, processed ? program.uses() : program.aloneOnly());
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    String failed = "";
    try {
      JavaCompiler.CompilationTask task =
          target
              .tool()
              .getTask(new StringWriter(), files, diagnostics, target.options(), null, sources);
      task.setProcessors(processed ? List.of(new ForwardProcessor()) : target.bystanders());
      task.call();
    } catch (RuntimeException | StackOverflowError failure) {
      failed = failure + " at " + top(failure);
    }
    Map<String, List<Message>> messages = new HashMap<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      String path = each.getSource() == null ? "" : files.path(each.getSource());
      Message message =
          new Message(each.getKind(), path, each.getLineNumber(), each.getMessage(null));
      messages.computeIfAbsent(packageOf(path), _ -> new ArrayList<>()).add(message);
    }
    Map<String, String> generated = CodeMarks.removedFrom(files.generated());
    files.clear();
    return new Compilation(messages, generated, failed);
  }

  private static String top(Throwable failure) {
    return Arrays.stream(failure.getStackTrace()).limit(12).toList().toString();
  }

  private static void add(
      List<JavaFileObject> sources, MemoryFiles files, Map<String, String> texts) {
    texts.forEach((path, text) -> sources.add(files.source(path, text)));
  }

  /** The name of the outermost package, which is that of a program. */
  static String packageOf(String path) {
    int end = path.indexOf('/');
    return end < 0 ? "" : path.substring(0, end);
  }

  List<Message> of(Program program) {
    return messages.getOrDefault(program.packageName(), List.of());
  }

  /** The generated sources of a program. */
  Map<String, String> generated(Program program) {
    Map<String, String> own = new java.util.TreeMap<>(generated);
    own.keySet().removeIf(path -> !path.startsWith(program.packageName() + "/"));
    return own;
  }
}
