package dev.forja.benchmarks.call;

import dev.forja.Entry;
import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a call through an invoker compared with that of the method itself, for a method that
 * takes about a nanosecond.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CallBenchmark {
  private final MulAdd model = new MulAdd(7);
  private final MulAddInvoker invoker = MulAddInvoker.wrap(new MulAdd(7));
  private int a = 3;
  private int b = 5;

  /** The method itself. */
  @Benchmark
  public int direct() {
    return model.mulAdd(a, b);
  }

  /** The invoker without listeners. */
  @Benchmark
  public int invokerWithoutHooks() {
    return invoker.call(a, b);
  }

  /** The ways to call a method that was found at run time. */
  @State(Scope.Thread)
  public static class Found {
    private final MulAdd model = new MulAdd(7);
    private Method method;
    private MethodHandle handle;
    private MulAddCall proxy;

    /** Finds the method. */
    @Setup
    public void find() throws ReflectiveOperationException {
      method = MulAdd.class.getMethod("mulAdd", int.class, int.class);
      handle =
          MethodHandles.lookup()
              .findVirtual(
                  MulAdd.class, "mulAdd", MethodType.methodType(int.class, int.class, int.class));
      proxy =
          (MulAddCall)
              Proxy.newProxyInstance(
                  MulAddCall.class.getClassLoader(),
                  new Class<?>[] {MulAddCall.class},
                  (self, called, args) -> called.invoke(model, args));
    }
  }

  /** Reflection. */
  @Benchmark
  public int reflection(Found found) throws ReflectiveOperationException {
    return (int) found.method.invoke(found.model, a, b);
  }

  /** A method handle that is not a constant. */
  @Benchmark
  public int methodHandle(Found found) throws Throwable {
    return (int) found.handle.invokeExact(found.model, a, b);
  }

  /** A JDK proxy, built as interceptors usually are. */
  @Benchmark
  public int jdkProxy(Found found) {
    return found.proxy.mulAdd(a, b);
  }

  /** An invoker with one observer. */
  @State(Scope.Thread)
  public static class Observed {
    private final MulAddInvoker invoker = MulAddInvoker.wrap(new MulAdd(7));
    private int seen;

    /** Registers the observer. */
    @Setup
    public void observe() {
      invoker.observeForward((self, args, result) -> seen += result);
    }
  }

  /** With one observer, for which the result is boxed. */
  @Benchmark
  public int oneObserver(Observed observed) {
    return observed.invoker.call(a, b);
  }

  /** With a hook on another module of the same class. */
  @Benchmark
  public int hookOnAnotherModule(Observed other) {
    return invoker.call(a, b);
  }

  /** A process in which a hook on all calls was once registered. */
  @State(Scope.Thread)
  public static class Once {
    /** Registers the hook, lets it hear one call, and removes it. */
    @Setup
    public void registerAndRemove() {
      try (HookHandle _ = GlobalHooks.on(Entry.any()).observeForward((self, args, result) -> {})) {
        MulAddInvoker.of(1).call(2, 3);
      }
    }
  }

  /** After a process-wide hook was registered and removed. */
  @Benchmark
  public int afterAProcessWideHook(Once once) {
    return invoker.call(a, b);
  }

  /** A scope that is open on another thread. */
  @State(Scope.Thread)
  public static class Elsewhere {
    private final CountDownLatch end = new CountDownLatch(1);
    private Thread thread;

    /** Opens the scope. */
    @Setup
    public void open() throws InterruptedException {
      CountDownLatch opened = new CountDownLatch(1);
      thread =
          new Thread(
              () ->
                  HookScope.on(MulAddInvoker.CALL)
                      .observeForward((self, args, result) -> {})
                      .run(
                          () -> {
                            opened.countDown();
                            await(end);
                          }));
      thread.start();
      opened.await();
    }

    /** Closes the scope. */
    @TearDown
    public void close() throws InterruptedException {
      end.countDown();
      thread.join();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** While another thread has a scope open. */
  @Benchmark
  public int scopeOnAnotherThread(Elsewhere elsewhere) {
    return invoker.call(a, b);
  }

  private int heard;

  /** A thousand calls inside a scope that listens to them. */
  @Benchmark
  @OperationsPerInvocation(1000)
  public int insideScope() {
    HookScope.on(MulAddInvoker.CALL)
        .observeForward((self, args, result) -> heard += result)
        .run(
            () -> {
              for (int i = 0; i < 1000; i++) {
                heard ^= invoker.call(a, b);
              }
            });
    return heard;
  }
}
