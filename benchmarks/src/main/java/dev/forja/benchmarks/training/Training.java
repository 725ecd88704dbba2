package dev.forja.benchmarks.training;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import java.util.List;

/** Forward, cross entropy, backward and AdamW on one batch in memory, repeatedly. */
public final class Training implements Workload {
  /** Gradients are compared after one step of AdamW, which divides them by their size. */
  private static final double TOLERANCE = 1e-3;

  @Override
  public String name() {
    return "training";
  }

  @Override
  public String description() {
    return "Training steps of small networks with AdamW, beside libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    if (tiny) {
      // Below 8 channels, libtorch 2.x returns one of two different weight gradients at random on
      // AVX2 machines.
      return List.of(
          of("mlp 784-16-10, batch 4", Net.mlp(784, 16, 10), new Batch(4)),
          of("conv 8-16, batch 4", Net.conv(8, 16), new Batch(4)));
    }
    return List.of(
        of("mlp 784-256-10, batch 64", Net.mlp(784, 256, 10), new Batch(64)),
        of("mlp 784-512-256-10, batch 128", Net.mlp(784, 512, 256, 10), new Batch(128)),
        of("conv 16-32, batch 64", Net.conv(16, 32), new Batch(64)),
        of("conv 32-64, batch 128", Net.conv(32, 64), new Batch(128)));
  }

  private static Case of(String label, Net net, Batch batch) {
    return new Case(
        label,
        1,
        Case.Unit.STEP,
        TOLERANCE,
        List.of(
            new Entrant("Forja", () -> new ForjaStep(net, batch)),
            new Entrant("libtorch", () -> TorchStep.of(net, batch))));
  }
}
