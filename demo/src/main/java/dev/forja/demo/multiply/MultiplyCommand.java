package dev.forja.demo.multiply;

import dev.forja.HookHandle;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Calls an object that holds three numbers: once alone, once with a hook that sees the call. Prints
 * each line of code, and below it what it did.
 */
@Command(
    name = "multiply",
    description = "The idea in its smallest form: calling an object runs the method it marked.",
    mixinStandardHelpOptions = true)
public final class MultiplyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("NumbersInvoker numbers = NumbersInvoker.of(10, 20, 30);");
    NumbersInvoker numbers = NumbersInvoker.of(10, 20, 30, out);
    out.println("numbers.call();");
    out.printf("    %d%n", numbers.call());
    out.println("numbers.observeForward((self, args, result) -> ...);");
    try (HookHandle _ =
        numbers.observeForward(
            (self, args, result) ->
                out.printf("    hook: %s was called and returned %d%n", self.typeName(), result))) {
      out.println("numbers.call();");
      out.printf("    %d%n", numbers.call());
    }
    out.flush();
  }
}
