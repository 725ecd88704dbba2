package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one workload in a fork for each number of threads, prints tables and writes a file. */
@Command(mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  /**
   * Callers wait until the code that they call is compiled, so that a busy machine is warm after as
   * few runs as an idle one.
   */
  private static final String COMPILE_FIRST = "-XX:-BackgroundCompilation";

  private final Workload workload;
  private final Class<?> main;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "How many threads each engine is given; one fork for each (1,2).")
  private List<Integer> threads = List.of(1, 2);

  @Option(names = "--jvm", paramLabel = "ARGUMENT", description = "One more argument for the JVMs.")
  private List<String> jvm = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the measurements go as JSON (benchmarks/target/<name>.json).")
  private @Nullable Path out;

  @Option(
      names = "--each",
      description = "Also the time of every entrant, and what it allocates on the heap.")
  private boolean each;

  /**
   * @param main the class that starts the command line in a fork
   */
  public CompareCommand(Workload workload, Class<?> main) {
    this.workload = workload;
    this.main = main;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter print = spec.commandLine().getOut();
    List<Report.Part> parts = new ArrayList<>();
    print.print(Table.legend(settings.rounds()));
    for (int n : threads) {
      Report.Part part = fork(n);
      parts.add(part);
      print.printf("%n%s", Table.of(workload.name(), part));
      if (each) {
        print.printf("%n%s", Table.each(part));
      }
      print.flush();
    }
    Path file = out == null ? Targets.folder().resolve(workload.name() + ".json") : out;
    String date =
        LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
    Report report = new Report(workload.name(), date, arguments(), parts);
    Json.write(file, report);
    print.printf("%nwritten: %s%n", file);
    for (Path picture : workload.draw(report, file.resolveSibling("."))) {
      print.printf("drawn: %s%n", picture);
    }
    return 0;
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private Report.Part fork(int n) throws IOException, InterruptedException {
    Path result = Files.createTempFile("forja-benchmark", ".json");
    try {
      List<String> args =
          new ArrayList<>(
              List.of(WorkerCommand.NAME, workload.name(), "--threads=" + n, "--out=" + result));
      args.addAll(settings.arguments());
      List<String> jvmArguments = new ArrayList<>(jvm);
      jvmArguments.addFirst(COMPILE_FIRST);
      Fork.run(Fork.of(n, jvmArguments, main.getName(), args));
      return Json.read(result, Report.Part.class);
    } finally {
      Files.delete(result);
    }
  }
}
