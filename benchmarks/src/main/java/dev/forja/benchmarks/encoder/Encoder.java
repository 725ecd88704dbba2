package dev.forja.benchmarks.encoder;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import java.util.List;
import java.util.stream.Stream;

/**
 * One layer with width 384, 12 heads and a feed-forward width of 1536, at several batch sizes and
 * lengths. Forja is called in a workspace; its last column shows the same call without one.
 */
public final class Encoder implements Workload {
  /** For float32 through two norms, which remove the scale of the values. */
  private static final double TOLERANCE = 1e-5;

  @Override
  public String name() {
    return "encoder";
  }

  @Override
  public String description() {
    return "A transformer encoder layer at inference, beside ONNX Runtime and libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    if (tiny) {
      return List.of(of(new EncoderSize(2, 5, 24, 3, 40)));
    }
    return Stream.of(
            EncoderSize.miniLm(1, 16),
            EncoderSize.miniLm(1, 128),
            EncoderSize.miniLm(8, 32),
            EncoderSize.miniLm(8, 128),
            EncoderSize.miniLm(32, 64))
        .map(Encoder::of)
        .toList();
  }

  private static Case of(EncoderSize size) {
    return of("encoder %d x %d".formatted(size.batch(), size.length()), size);
  }

  /** The case of one size, under this label. */
  public static Case of(String label, EncoderSize size) {
    return new Case(
        label,
        size.flop(),
        Case.Unit.FLOP,
        TOLERANCE,
        List.of(
            new Entrant("Forja", () -> new ForjaEncoder(size, false)),
            new Entrant("ONNX Runtime", () -> OnnxEncoder.of(size)),
            new Entrant("libtorch", () -> TorchEncoder.of(size)),
            new Entrant("plain call", () -> new ForjaEncoder(size, true))));
  }
}
