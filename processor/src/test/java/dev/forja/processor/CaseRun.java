package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import dev.forja.processor.fuzz.CodeMarks;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;

/** Runs a case on both compilers. */
final class CaseRun {
  private CaseRun() {}

  /** The directories in a directory, by name. */
  static Stream<String> namesIn(Path cases) throws IOException {
    try (Stream<Path> directories = Files.list(cases)) {
      return directories.map(each -> each.getFileName().toString()).sorted().toList().stream();
    }
  }

  /**
   * Compiles the sources of a case. The problems that are marked must be reported, and nothing
   * else; generated files must cause no warning; without errors, both compilers must get the same
   * sources, and every class {@code Check} is run.
   */
  static Compiled run(Path in, Path work) throws Exception {
    Compiled javac = compile(Compiler.JAVAC, in, work);
    Compiled ecj = compile(Compiler.ECJ, in, work);
    if (javac.problems().stream().noneMatch(Compiled.Message::isError)) {
      assertThat(javac.ok()).as("%s", javac.messages()).isTrue();
      assertThat(CodeMarks.removedFrom(ecj.generated()))
          .isEqualTo(CodeMarks.removedFrom(javac.generated()));
      check(javac.classes());
      check(ecj.classes());
    }
    return javac;
  }

  /** Compiles the sources of a case on one compiler and checks its messages. */
  static Compiled compile(Compiler compiler, Path in, Path work) {
    Compiled compiled = compiler.compile(in, work);
    List<Expected> expected = Expected.in(in, compiler);
    boolean lint = expected.stream().anyMatch(each -> each.id().equals("ModelAuxiliary"));
    boolean missing =
        expected.stream().anyMatch(each -> each.id().matches("TypeMissing|InvokerMissing"));
    assertThat(
            compiled.problems().stream()
                .filter(message -> !missing || !isOfMissingType(message.text()))
                .filter(message -> !lint || !message.text().startsWith("warnings found"))
                .map(Expected::of)
                .toList())
        .as("%s: %s", compiler, compiled.messages())
        .containsExactlyInAnyOrderElementsOf(expected);
    boolean broken = expected.stream().anyMatch(each -> each.kind().equals("error"));
    assertThat(
            compiled.messages().stream().filter(message -> message.isError() && !broken && !lint))
        .isEmpty();
    assertThat(
            compiled.messages().stream()
                .filter(message -> !lint && isWarningOfOurs(message, compiled)))
        .as("warnings in generated files on %s", compiler)
        .isEmpty();
    return compiled;
  }

  /** The compiler reports a missing type too, with its own message. */
  private static boolean isOfMissingType(String text) {
    return text.startsWith("cannot find symbol") || text.endsWith("cannot be resolved to a type");
  }

  private static boolean isWarningOfOurs(Compiled.Message message, Compiled compiled) {
    return !message.isError()
        && message.kind() != Diagnostic.Kind.NOTE
        && !message.file().isEmpty()
        && compiled.generated().keySet().stream().anyMatch(file -> file.endsWith(message.file()));
  }

  /** Runs every class {@code Check}. */
  static void check(Path classes) throws Exception {
    List<String> checks;
    try (Stream<Path> files = Files.walk(classes)) {
      checks =
          files
              .filter(file -> file.getFileName().toString().equals("Check.class"))
              .map(file -> classes.relativize(file).toString())
              .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
              .toList();
    }
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, CaseRun.class.getClassLoader())) {
      for (String check : checks) {
        ((Runnable) loader.loadClass(check).getConstructor().newInstance()).run();
      }
    }
  }
}
