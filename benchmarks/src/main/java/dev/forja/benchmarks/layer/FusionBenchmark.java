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
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A convolution of 8 images of 56 by 56 and a batch norm after it, as two layers and as one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FusionBenchmark {
  private final Tensor images = Tensor.randn(8, 64, 56, 56);
  private final Conv2d conv =
      Conv2d.of(64, 64, 3, Conv2dOptions.defaults().withPadding(1).withBias(false)).eval();
  private final BatchNorm2d norm = BatchNorm2d.of(64).eval();
  private final Conv2d fused = Fusion.fuseConvBnEval(conv, norm);

  /** The convolution alone. */
  @Benchmark
  public float convolution() {
    return run(conv);
  }

  /** The convolution, then the norm. */
  @Benchmark
  public float twoLayers() {
    return run(x -> norm.call(conv.call(x)));
  }

  /** One convolution for both. */
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
