package dev.forja.benchmarks.call;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a call through an invoker for a method that takes about 100 nanoseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LongCallBenchmark {
  private final Spin model = new Spin();
  private final SpinInvoker quiet = SpinInvoker.of();
  private long seed = 42;

  /** The method itself. */
  @Benchmark
  public long direct() {
    return model.spin(seed);
  }

  /** The invoker without listeners. */
  @Benchmark
  public long invokerWithoutHooks() {
    return quiet.call(seed);
  }

  /** An invoker with hooks. */
  @State(Scope.Thread)
  public static class Hooked {
    private final SpinInvoker both = SpinInvoker.of();

    /** Registers the hooks. */
    @Setup
    public void register() {
      both.registerForwardPreHook((self, args) -> args);
      both.registerForwardHook((self, args, result) -> result);
    }
  }

  /** With a pre-hook and a hook. */
  @Benchmark
  public long preHookAndHook(Hooked hooked) {
    return hooked.both.call(seed);
  }
}
