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

/**
 * The cost of hooks around a call that takes and returns a reference, and the cost of shape checks.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ReferenceCallBenchmark {
  private final Link model = new Link();
  private final LinkInvoker quiet = LinkInvoker.of();
  private final ContractInvoker contract = ContractInvoker.of();
  private Object value = "value";
  private Row row = new Row(16);

  /** The method itself. */
  @Benchmark
  public Object direct() {
    return model.pass(value);
  }

  /** The invoker without listeners. */
  @Benchmark
  public Object invokerWithoutHooks() {
    return quiet.call(value);
  }

  /** The invoker of a method with {@code @Shape} on its argument and its result. */
  @Benchmark
  public Row invokerWithShape() {
    return contract.call(row);
  }

  /** An invoker with hooks. */
  @State(Scope.Thread)
  public static class Hooked {
    private final LinkInvoker observed = LinkInvoker.of();
    private final LinkInvoker both = LinkInvoker.of();
    private Object seen;

    /** Registers the hooks. */
    @Setup
    public void register() {
      observed.observeForward((self, args, result) -> seen = result);
      both.registerForwardPreHook((self, args) -> args);
      both.registerForwardHook((self, args, result) -> result);
    }
  }

  /** With one observer. */
  @Benchmark
  public Object oneObserver(Hooked hooked) {
    return hooked.observed.call(value);
  }

  /** With a pre-hook and a hook. */
  @Benchmark
  public Object preHookAndHook(Hooked hooked) {
    return hooked.both.call(value);
  }
}
