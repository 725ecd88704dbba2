package dev.forja.kernel.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScratchPoolTest {
  @Test
  void aThreadFindsWhatItGaveBack() {
    ScratchPool<Object> pool = new ScratchPool<>(Object::new);
    Object first = pool.take();
    Object second = pool.take();
    assertThat(second).isNotSameAs(first);
    pool.giveBack(first);
    assertThat(pool.take()).isSameAs(first);
  }

  @Test
  void whatIsInUseIsNobodyElsesAndVirtualThreadsShareIt() throws Exception {
    AtomicInteger made = new AtomicInteger();
    ScratchPool<AtomicBoolean> pool =
        new ScratchPool<>(
            () -> {
              made.incrementAndGet();
              return new AtomicBoolean();
            });
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10_000; i++) {
        all.add(
            threads.submit(
                () -> {
                  AtomicBoolean used = pool.take();
                  boolean alone = used.compareAndSet(false, true);
                  Thread.onSpinWait();
                  used.set(false);
                  pool.giveBack(used);
                  return alone;
                }));
      }
    }
    for (Future<Boolean> each : all) {
      assertThat(each.get()).isTrue();
    }
    assertThat(made.get()).isLessThan(1000);
  }

  @Test
  void whatFindsNoPlaceIsLetGo() {
    ScratchPool<Object> pool = new ScratchPool<>(Object::new);
    List<Object> taken = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      taken.add(pool.take());
    }
    taken.forEach(pool::giveBack);
    assertThat(taken).contains(pool.take());
  }
}
