package dev.forja.demo;

import dev.forja.demo.convert.ConvertCommand;
import dev.forja.demo.digits.DigitsCommand;
import dev.forja.demo.multiply.MultiplyCommand;
import dev.forja.demo.read.ReadCommand;
import dev.forja.demo.search.SearchCommand;
import dev.forja.demo.trace.TraceCommand;
import dev.forja.demo.write.WriteCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The demo's command line. A failure is one sentence on standard error and a non-zero exit code.
 */
@Command(
    name = "demo/run",
    description = "Forja at work, on real models and real data.",
    footer = "demo/run spark --help tells about passages on Apache Spark.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SearchCommand.class,
      ReadCommand.class,
      DigitsCommand.class,
      TraceCommand.class,
      MultiplyCommand.class,
      ConvertCommand.class,
      WriteCommand.class
    })
public final class Demo {
  private Demo() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, as tests run it too. */
  static CommandLine commandLine() {
    return withSentences(new CommandLine(new Demo()));
  }

  /** Lets a command line say what is wrong in sentences, instead of stack traces. */
  public static CommandLine withSentences(CommandLine line) {
    return line.setParameterExceptionHandler((wrong, args) -> explain(wrong))
        .setExecutionStrategy(
            parsed -> {
              try {
                return new CommandLine.RunLast().execute(parsed);
              } catch (OutOfMemoryError error) {
                parsed.commandSpec().commandLine().getErr().println(tooLittleMemory());
                return 1;
              }
            })
        .setExecutionExceptionHandler(
            (error, commandLine, parsed) -> {
              if (error instanceof DemoException) {
                commandLine.getErr().println("error: " + error.getMessage());
                return 1;
              }
              throw error;
            });
  }

  /** Says what is wrong and where help is: the whole usage would push the sentence out of sight. */
  private static int explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.printf("%s --help lists what can be given%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String tooLittleMemory() {
    return "error: %,d MB of memory are too little for this: give more, as with -Xmx8g in the variable"
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + " JAVA_TOOL_OPTIONS, or give it less to do";
  }
}
