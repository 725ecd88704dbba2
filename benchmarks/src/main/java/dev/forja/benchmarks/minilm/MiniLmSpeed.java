package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.kernel.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds passages of Moby-Dick, in the batches that the demo forms of all of them. Forja's threads
 * take batches. The peers divide the work of each operator among their threads; in a second column
 * ("by batch") they take batches as Forja does, each with one thread.
 */
public final class MiniLmSpeed implements Workload {
  private static final int STEP = 24;
  private static final int TINY_STEP = 400;
  private static final double TOLERANCE = 1e-4;

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public String description() {
    return "all-MiniLM-L6-v2 on real passages, beside ONNX Runtime and libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    MiniLm model = MiniLm.load(null, System.err::println);
    Passages passages = Passages.of(model, tiny ? TINY_STEP : STEP);
    int threads = Parallel.threads();
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(
        new Entrant("Forja", () -> new Job(new ForjaEncoder(model), passages, Job.Spread.PIECES)));
    entrants.add(
        new Entrant(
            "ONNX Runtime",
            () -> new Job(new OrtEncoder(OnnxModel.file(), threads), passages, Job.Spread.NONE)));
    entrants.add(new Entrant("libtorch", () -> new TorchJob(model, passages, threads, false)));
    if (threads > 1) {
      entrants.add(
          new Entrant(
              "Forja by op", () -> new Job(new ForjaEncoder(model), passages, Job.Spread.NONE)));
      entrants.add(
          new Entrant(
              "ONNX Runtime by batch",
              () -> new Job(new OrtEncoder(OnnxModel.file(), 1), passages, Job.Spread.THREADS)));
      entrants.add(
          new Entrant("libtorch by batch", () -> new TorchJob(model, passages, threads, true)));
    }
    String label = "%d passages, %,d tokens".formatted(passages.texts(), passages.tokens());
    return List.of(new Case(label, passages.tokens(), Case.Unit.TOKEN, TOLERANCE, entrants));
  }
}
