package dev.forja.demo.trace;

import dev.forja.demo.DemoException;
import dev.forja.trace.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Traces a model and writes the trace as a page for the browser. */
@Command(
    name = "trace",
    description = "Traces a model and writes a page that shows what it does and what it costs.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TraceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", description = "The model: ${COMPLETION-CANDIDATES}.")
  private TracedModel model = TracedModel.cnn;

  @Option(names = "--out", paramLabel = "FILE", description = "The page.")
  private Path out = Path.of("trace.html");

  @Override
  public void run() {
    refuseUnwritable();
    TracedModel.Traced traced = model.trace();
    Profile profile = traced.profile();
    String page =
        TracePage.of(
            traced.title(),
            profile.isCold() ? traced.subtitle() + ", measured cold" : traced.subtitle(),
            profile.graph(),
            node -> Math.round(profile.nodeNanos().get(node.index())));
    write(page);
    PrintWriter print = spec.commandLine().getOut();
    print.print(profile);
    print.printf("written to %s: open it in a browser%n", out);
    print.flush();
  }

  /** Writes the whole page beside its place and then moves it there, so that no half page stays. */
  private void write(String page) {
    try {
      if (Files.exists(out) && !Files.isRegularFile(out)) {
        Files.writeString(out, page);
        return;
      }
      Path whole = out.resolveSibling(".forja-" + UUID.randomUUID() + ".tmp");
      try {
        Files.writeString(whole, page, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(whole, out, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException failed) {
      throw DemoException.of("cannot write " + out, failed);
    }
  }

  /** Checks the output file before the work rather than after it. */
  private void refuseUnwritable() {
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out)) {
      throw new DemoException(
          "cannot write %s: it is a folder; --out takes the name of a file".formatted(out));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DemoException(
          "cannot write %s: there is no folder %s; create it first".formatted(out, folder));
    }
    if (!Files.isWritable(Files.exists(out) ? out : folder)) {
      throw new DemoException("cannot write %s: it may not be written to".formatted(out));
    }
  }
}
