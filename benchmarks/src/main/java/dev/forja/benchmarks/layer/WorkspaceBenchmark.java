package dev.forja.benchmarks.layer;

import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An encoder layer of width 384, called with and without a workspace: the time and the allocated
 * bytes of one call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WorkspaceBenchmark {
  /** The batch size and the length. */
  @Param({"1x16", "8x32", "8x128"})
  public String shape = "";

  private final TransformerEncoderLayer layer =
      TransformerEncoderLayer.of(
          384,
          12,
          TransformerOptions.defaults()
              .withDimFeedforward(1536)
              .withActivation(Tensor::gelu)
              .withBatchFirst(true));
  private Tensor x = Tensor.zeros(1);

  /** Draws the input. */
  @Setup(Level.Trial)
  public void draw() {
    String[] s = shape.split("x", -1);
    x = Tensor.randn(Integer.parseInt(s[0]), Integer.parseInt(s[1]), 384);
    layer.eval();
  }

  /** A plain call. */
  @Benchmark
  public float plain() {
    return NoGrad.call(() -> layer.call(x, null, null).sum().item());
  }

  /** The same call in a workspace. */
  @Benchmark
  public float inWorkspace() {
    try (Workspace _ = Workspace.open()) {
      return plain();
    }
  }
}
