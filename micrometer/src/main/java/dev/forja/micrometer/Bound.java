package dev.forja.micrometer;

import dev.forja.HookHandle;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** What has been registered, to be removed again. Thread-safe. */
final class Bound implements AutoCloseable {
  private final List<Runnable> removals = new ArrayList<>();

  synchronized void add(HookHandle hook) {
    removals.add(hook::remove);
  }

  synchronized void add(MeterRegistry registry, Meter... meters) {
    for (Meter meter : meters) {
      removals.add(() -> registry.remove(meter));
    }
  }

  @Override
  public synchronized void close() {
    removals.reversed().forEach(Runnable::run);
    removals.clear();
  }
}
