package dev.forja.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What calling through an invoker costs over calling the method, for a call of about a nanosecond.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CallBenchmark {
  private final MulAdd model = new MulAdd(7);
  private final MulAddInvoker quiet = MulAddInvoker.wrap(new MulAdd(7));
  private int a = 3;
  private int b = 5;

  /** The method itself. */
  @Benchmark
  public int direct() {
    return model.mulAdd(a, b);
  }

  /** The invoker, while nobody listens. */
  @Benchmark
  public int invokerWithoutHooks() {
    return quiet.call(a, b);
  }
}
