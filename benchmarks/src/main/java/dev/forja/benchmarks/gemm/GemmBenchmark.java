package dev.forja.benchmarks.gemm;

import dev.forja.kernel.Kernels;
import dev.forja.kernel.MatmulKernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A product of square matrices with each pair of kernels, on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
  @Param({"32", "128", "512"})
  private int size;

  private final MatmulKernels kernels = Kernels.get().matmul();
  private float[] a = {};
  private float[] b = {};
  private float[] c = {};

  /** Fills the matrices. */
  @Setup
  public void fill() {
    Product product = new Product(size, size, size);
    a = product.a();
    b = product.b();
    c = new float[size * size];
  }

  /** The scalar loops. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Dforja.kernels=scalar", "-Dforja.threads=1"})
  public float[] scalar() {
    return multiply();
  }

  /** The Vector API. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Dforja.kernels=vector", "-Dforja.threads=1"})
  public float[] vector() {
    return multiply();
  }

  private float[] multiply() {
    kernels.gemm(false, false, size, size, size, a, 0, size, b, 0, size, 0, c, 0, size);
    return c;
  }
}
