package dev.forja.benchmarks.replay;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.demo.digits.CnnInvoker;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The digits CNN and all-MiniLM-L6-v2: replayed, called, and called in a workspace. */
public final class Replay implements Workload {
  private static final int FIRST_WORD = 1_000;
  private static final int WORDS = 20_000;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String description() {
    return "A traced graph run again, beside the call that it is of, plain and in a workspace.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    CnnInvoker cnn = CnnInvoker.of();
    cnn.eval();
    MiniLm miniLm = MiniLm.load(null, System.err::println);
    List<Case> cases = new ArrayList<>();
    for (int batch : tiny ? new int[] {2} : new int[] {1, 16, 64}) {
      cases.add(of("CNN, %d images".formatted(batch), cnn, Tensor.randn(batch, 1, 28, 28)));
    }
    UnaryOperator<Tensor> embed = ids -> miniLm.embedder().model().call(ids, null, null, null);
    for (int[] size : tiny ? new int[][] {{1, 8}} : new int[][] {{1, 16}, {8, 32}, {8, 128}}) {
      cases.add(of("MiniLM, %d x %d".formatted(size[0], size[1]), embed, ids(size[0], size[1])));
    }
    return cases;
  }

  /** Words spread over the vocabulary; the amount of work does not depend on them. */
  private static Tensor ids(int n, int l) {
    long[] ids = new long[n * l];
    Arrays.setAll(ids, i -> FIRST_WORD + i * 7_919L % WORDS);
    return Tensor.of(ids, n, l);
  }

  private static Case of(String label, UnaryOperator<Tensor> model, Tensor input) {
    return new Case(
        label,
        1,
        Case.Unit.STEP,
        0,
        List.of(
            new Entrant(
                "replay",
                () -> {
                  UnaryOperator<Tensor> replay = dev.forja.trace.Replay.of(model);
                  return new Repeated(() -> NoGrad.call(() -> replay.apply(input)));
                }),
            new Entrant("call", () -> new Repeated(() -> NoGrad.call(() -> model.apply(input)))),
            new Entrant(
                "call in a workspace",
                () -> new Repeated(() -> NoGrad.call(() -> kept(model, input))))));
  }

  private static Tensor kept(UnaryOperator<Tensor> model, Tensor input) {
    try (Workspace workspace = Workspace.open()) {
      return workspace.keep(model.apply(input));
    }
  }
}
