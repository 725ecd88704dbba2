package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Hooks and scopes that are added and removed on one of many threads: 80,000 calls, 20,000 hooks
 * and 20,000 scopes.
 */
class ConcurrencyTest {
  private static final int THREADS = 4;
  private static final int CHANGES = 5_000;

  private final Node node = new Node("n");

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
    assertThat(Listening.elsewhere()).isFalse();
    assertThat(node.callHooks.list()).isEmpty();
  }

  /** Runs all tasks concurrently, each {@link #THREADS} times, and passes on their exceptions. */
  private static void together(List<Callable<Void>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size() * THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size() * THREADS)) {
      List<Future<Void>> running = new ArrayList<>();
      for (Callable<Void> task : tasks) {
        for (int i = 0; i < THREADS; i++) {
          running.add(
              threads.submit(
                  () -> {
                    start.await();
                    return task.call();
                  }));
        }
      }
      for (Future<Void> each : running) {
        each.get();
      }
    }
  }

  @Test
  void aHookHearsTheCallsOfItsThreadFromRegistrationToRemoval() throws Exception {
    together(
        List.of(
            () -> {
              Thread own = Thread.currentThread();
              LongAdder heard = new LongAdder();
              for (int i = 1; i <= CHANGES; i++) {
                HookHandle handle =
                    node.callHooks.observeForward(
                        (self, args, result) -> {
                          if (Thread.currentThread() == own) {
                            heard.increment();
                          }
                        });
                node.call("x");
                assertThat(heard.sum()).isEqualTo(i);
                handle.remove();
                node.call("x");
                assertThat(heard.sum()).isEqualTo(i);
              }
              return null;
            }));
  }

  @Test
  void scopesOfOneThreadAreNotHeardOnOthers() throws Exception {
    together(
        List.of(
            () -> {
              LongAdder heard = new LongAdder();
              HookScope scope =
                  HookScope.on(Node.CALL).observeForward((self, args, result) -> heard.increment());
              for (int i = 1; i <= CHANGES; i++) {
                scope.run(() -> node.call("x"));
                node.call("x");
                assertThat(heard.sum()).isEqualTo(i);
              }
              return null;
            }));
  }
}
