package dev.forja.benchmarks.layer;

import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Fusion;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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
 * A convolution of 8 images of 56 by 56 followed by a batch norm, as two layers and fused into one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FusionBenchmark {
  /** With one group there are 36,864 weights, with 64 groups of one channel each 576. */
  @Param({"1", "64"})
  public int groups;

  private final Tensor images = Tensor.randn(8, 64, 56, 56);
  private final BatchNorm2d norm = BatchNorm2d.of(64).eval();
  private UnaryOperator<Tensor> conv = x -> x;
  private UnaryOperator<Tensor> fused = x -> x;

  /** Builds the layers. */
  @Setup(Level.Trial)
  public void build() {
    Conv2dOptions options =
        Conv2dOptions.defaults().withPadding(1).withBias(false).withGroups(groups);
    Conv2d layer = Conv2d.of(64, 64, 3, options).eval();
    conv = layer;
    fused = Fusion.fuseConvBnEval(layer, norm);
  }

  /** The convolution alone. */
  @Benchmark
  public float convolution() {
    return run(conv);
  }

  /** The convolution, then the norm. */
  @Benchmark
  public float twoLayers() {
    return run(x -> norm.call(conv.apply(x)));
  }

  /** One convolution that does both. */
  @Benchmark
  public float fused() {
    return run(fused);
  }

  private float run(UnaryOperator<Tensor> layers) {
    return NoGrad.call(
        () -> {
          try (Workspace _ = Workspace.open()) {
            return layers.apply(images).narrow(3, 0, 1).sum().item();
          }
        });
  }
}
