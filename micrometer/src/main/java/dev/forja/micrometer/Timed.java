package dev.forja.micrometer;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.HookHandle;
import dev.forja.HookRegistrar;
import dev.forja.Invoker;
import dev.forja.spi.CallWrapper;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs directly around a method, so that the time of other hooks is not counted. */
final class Timed implements CallWrapper.Wrapping {
  private static final CallWrapper<Timer> AROUND = Timed::begin;

  private final List<Timer> timers;
  private long start;

  private Timed(List<Timer> timers) {
    this.timers = timers;
  }

  private static CallWrapper.Wrapping begin(
      Invoker self, Entry<?, ?, ?> entry, List<Timer> timers) {
    return new Timed(timers);
  }

  /** Times the calls of an entry. */
  static HookHandle register(HookRegistrar<?, ?, ?, HookHandle> hooks, Timer timer) {
    return hooks.registerWrapped(AROUND, timer);
  }

  @Override
  public CallArgs args(CallArgs args) {
    start = System.nanoTime();
    return args;
  }

  @Override
  public @Nullable Object result(@Nullable Object result) {
    long nanos = System.nanoTime() - start;
    timers.forEach(timer -> timer.record(nanos, TimeUnit.NANOSECONDS));
    return result;
  }
}
