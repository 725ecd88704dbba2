package dev.forja.benchmarks.training;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.trace.Profile;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The share of a training step that its profile gives to forward, to backward and to updates. */
@Command(
    name = "training-profile",
    mixinStandardHelpOptions = true,
    description =
        "Profiles training steps: the share of forward, backward and the optimiser's updates,"
            + " in percent of the step, and with --modules the whole tables.")
public final class ProfileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "Profiles of each network (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--modules", description = "Prints the table of modules and ops of each profile.")
  private boolean modules;

  /** A network with its label. */
  private record Named(String label, Net net, Batch batch) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d threads; percent of a step%n", Parallel.threads());
    out.printf(
        "%-32s %10s %10s %10s %10s %10s%n", "", "ms", "forward", "backward", "both", "updates");
    for (Named each :
        new Named[] {
          new Named("mlp 784-512-256-10, batch 128", Net.mlp(784, 512, 256, 10), new Batch(128)),
          new Named("conv 16-32, batch 64", Net.conv(16, 32), new Batch(64)),
          new Named("conv 32-64, batch 128", Net.conv(32, 64), new Batch(128))
        }) {
      ForjaStep step = new ForjaStep(each.net(), each.batch());
      for (int round = 0; round < rounds; round++) {
        print(each.label(), Profile.of(step::step), out);
      }
    }
    return 0;
  }

  private void print(String label, Profile profile, PrintWriter out) {
    Profile.Phases phases = profile.phases();
    double percent = 100 / profile.nanos();
    out.printf(
        Locale.ROOT,
        "%-32s %10.2f %10.1f %10.1f %10.1f %10.1f%n",
        label,
        profile.nanos() / 1e6,
        phases.forward() * percent,
        phases.backward() * percent,
        (phases.forward() + phases.backward()) * percent,
        phases.updates() * percent);
    if (modules) {
      out.println(profile);
    }
    out.flush();
  }
}
