package dev.forja.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs tasks on several threads that start at the same time. */
final class AtOnce {
  private AtOnce() {}

  /** The results of a task on {@code threads} platform threads and as many virtual threads. */
  static <T> List<T> onThreads(int threads, Callable<T> task) throws Exception {
    List<T> results = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService platform = Executors.newFixedThreadPool(threads);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        for (ExecutorService executor : List.of(platform, virtual)) {
          running.add(
              executor.submit(
                  () -> {
                    start.await();
                    return task.call();
                  }));
        }
      }
      start.countDown();
      for (Future<T> each : running) {
        results.add(each.get());
      }
    }
    return results;
  }

  /** Runs {@code body} while another thread repeats {@code meanwhile}. */
  static void besides(Callable<?> meanwhile, Callable<?> body) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> running =
          other.submit(
              () -> {
                do {
                  meanwhile.call();
                  begun.countDown();
                } while (!done.get());
                return null;
              });
      try {
        begun.await();
        body.call();
      } finally {
        done.set(true);
      }
      running.get();
    }
  }
}
