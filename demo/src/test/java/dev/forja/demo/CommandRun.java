package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import picocli.CommandLine;

/** One run of the demo's command line: what it returned and printed. */
public record CommandRun(int code, String out, String err) {
  /** Runs a command with its options. */
  public static CommandRun of(String... args) {
    return of(_ -> {}, args);
  }

  /** The same, and tells of what it prints. */
  public static CommandRun of(Consumer<String> printed, String... args) {
    StringWriter out =
        new StringWriter() {
          @Override
          public void flush() {
            printed.accept(toString());
          }
        };
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Demo.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = commandLine.execute(args);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** Checks that it failed with one sentence that has this in it. */
  public void assertFails(String sentence) {
    assertThat(code).isEqualTo(1);
    assertThat(err).startsWith("error: ").contains(sentence);
    assertThat(err.strip().lines()).hasSize(1);
  }
}
