package dev.forja.kernel.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class WorkerPoolTest {
  @Test
  void everyTaskRunsOnceAndIsSeenAfterwards() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      WorkerPool pool = new WorkerPool(threads);
      for (int round = 0; round < 300; round++) {
        int tasks = round % 17;
        int[] seen = new int[tasks];
        pool.run(tasks, i -> seen[i]++);
        assertThat(seen).containsOnly(tasks == 0 ? new int[0] : new int[] {1});
      }
    }
  }

  @Test
  void severalThreadsTakePart() {
    WorkerPool pool = new WorkerPool(3);
    CountDownLatch allThere = new CountDownLatch(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    // Each task waits for the other two, so this ends only if three threads are working.
    pool.run(
        3,
        i -> {
          threads.add(Thread.currentThread());
          allThere.countDown();
          await(allThere);
        });
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
    threads.remove(Thread.currentThread());
    assertThat(threads).allMatch(Thread::isDaemon);
  }

  @Test
  void aCallFromATaskRunsInTheThreadOfThatTask() {
    WorkerPool pool = new WorkerPool(2);
    AtomicInteger inner = new AtomicInteger();
    pool.run(
        4,
        i -> {
          Thread outer = Thread.currentThread();
          pool.run(
              5,
              j -> {
                assertThat(Thread.currentThread()).isSameAs(outer);
                inner.incrementAndGet();
              });
        });
    assertThat(inner).hasValue(20);
  }

  @Test
  void whoComesWhileTheOthersWorkRunsAlone() throws Exception {
    WorkerPool pool = new WorkerPool(2);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread first =
        Thread.ofPlatform()
            .start(
                () ->
                    pool.run(
                        2,
                        i -> {
                          busy.countDown();
                          await(release);
                        }));
    await(busy);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    pool.run(10, i -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
    release.countDown();
    first.join();
  }

  @Test
  void manyCallersAtOnceAllGetTheirWorkDone() throws Exception {
    WorkerPool pool = new WorkerPool(3);
    AtomicIntegerArray counts = new AtomicIntegerArray(6);
    List<Thread> callers = new ArrayList<>();
    for (int c = 0; c < 6; c++) {
      int caller = c;
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int round = 0; round < 500; round++) {
                      pool.run(7, i -> counts.incrementAndGet(caller));
                    }
                  }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (int c = 0; c < 6; c++) {
      assertThat(counts.get(c)).isEqualTo(3500);
    }
  }

  @Test
  void whatATaskThrowsIsThrownToTheCallerAndThePoolLivesOn() {
    WorkerPool pool = new WorkerPool(2);
    for (int round = 0; round < 50; round++) {
      int bad = round % 5;
      assertThatThrownBy(
              () ->
                  pool.run(
                      5,
                      i -> {
                        if (i == bad) {
                          throw new IllegalStateException("task " + i);
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task " + bad);
      assertThatThrownBy(
              () ->
                  pool.run(
                      5,
                      i -> {
                        throw new AssertionError("error");
                      }))
          .isInstanceOf(AssertionError.class);
    }
    AtomicInteger after = new AtomicInteger();
    pool.run(9, i -> after.incrementAndGet());
    assertThat(after).hasValue(9);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
