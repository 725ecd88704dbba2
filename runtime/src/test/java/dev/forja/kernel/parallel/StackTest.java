package dev.forja.kernel.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A stack overflow anywhere in a job leaves the pool in a valid state. */
class StackTest {
  /** No lambda: one that is linked near the end of the stack is broken. */
  private static final class Nothing implements IntConsumer {
    @Override
    public void accept(int task) {
      // Only the start and the end of the job matter here.
    }
  }

  private static final IntConsumer NOTHING = new Nothing();

  private final WorkerPool pool = new WorkerPool(2);

  /** Recurses until the stack is exhausted, and starts a job at each depth near its end. */
  private int down(int depth) {
    if (depth == Integer.MAX_VALUE) {
      return 0;
    }
    try {
      int below = down(depth + 1);
      if (below < 60) {
        pool.run(2, NOTHING);
      }
      return below + 1;
    } catch (StackOverflowError end) {
      return 0;
    }
  }

  /** Each repetition starts a thread of its own pool at another distance from the end. */
  @RepeatedTest(5)
  void workersAreFreeAfterwards() throws Exception {
    Thread deep =
        new Thread(
            null,
            () -> {
              for (int i = 0; i < 3; i++) {
                down(0);
              }
            },
            "deep",
            256 * 1024);
    deep.start();
    deep.join();
    assertThatTwoThreadsWork();
  }

  /** What an error inside of {@code Thread.start} leaves behind. */
  @Test
  void aThreadThatNeverRanHoldsNoPlace() throws Exception {
    Field workers = WorkerPool.class.getDeclaredField("workers");
    workers.setAccessible(true);
    workers.set(pool, new AtomicReferenceArray<>(new Thread[] {new Thread(() -> {})}));
    assertThatTwoThreadsWork();
  }

  private void assertThatTwoThreadsWork() {
    CountDownLatch together = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    pool.run(
        2,
        _ -> {
          threads.add(Thread.currentThread());
          together.countDown();
          try {
            assertThat(together.await(120, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(threads).hasSize(2);
  }
}
