package dev.forja.benchmarks.layer;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.List;
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

/** Attention as one op, compared with separate products and a softmax. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AttentionBenchmark {
  /** The batch size, the length, the number of heads and their width. */
  @Param({"1x16x12x32", "8x32x12x32", "8x128x12x32", "32x64x12x32", "1x2048x4x64"})
  public String shape = "";

  private Tensor q = Tensor.zeros(1);
  private Tensor k = Tensor.zeros(1);
  private Tensor v = Tensor.zeros(1);

  /**
   * Creates views of one array [batch, length, 3, heads, width], as a product with packed weights
   * returns them.
   */
  @Setup(Level.Trial)
  public void draw() {
    String[] s = shape.split("x", -1);
    List<Tensor> parts =
        Tensor.randn(number(s[0]), number(s[1]), 3, number(s[2]), number(s[3])).unbind(2);
    q = parts.get(0).transpose(1, 2);
    k = parts.get(1).transpose(1, 2);
    v = parts.get(2).transpose(1, 2);
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  /** One op. */
  @Benchmark
  public Tensor fused() {
    return NoGrad.call(() -> q.scaledDotProductAttention(k, v, null));
  }

  /** Its parts, with a matrix of all scores between them. */
  @Benchmark
  public Tensor apart() {
    return NoGrad.call(
        () -> q.mul(1 / Math.sqrt(q.size(-1))).matmul(k.transpose(-2, -1)).softmax(-1).matmul(v));
  }
}
