package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Calls from many threads while hooks come and go. In all some 240,000 calls, and up to 100,000
 * hooks and scopes that come and go.
 */
class ConcurrencyTest {
  private static final int THREADS = 4;
  private static final int CALLS = 20_000;
  private static final int CHANGES = 5_000;

  private final Node node = new Node("n");

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
    assertThat(Listening.elsewhere()).isFalse();
    assertThat(node.callHooks.list()).isEmpty();
  }

  /** Runs all tasks at once, each {@link #THREADS} times, and passes on what they throw. */
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
  void aHookThatStaysHearsEveryCallWhileOthersComeAndGo() throws Exception {
    LongAdder heard = new LongAdder();
    LongAdder passing = new LongAdder();
    HookHandle staying = node.callHooks.observeForward((self, args, result) -> heard.increment());
    together(
        List.of(
            () -> {
              for (int i = 0; i < CALLS; i++) {
                assertThat(node.call("x")).isEqualTo("n:x");
              }
              return null;
            },
            () -> {
              for (int i = 0; i < CHANGES; i++) {
                try (HookHandle own =
                        node.callHooks.observeForwardPre((self, args) -> passing.increment());
                    HookHandle everywhere =
                        GlobalHooks.on(Node.CALL)
                            .observeForward((self, args, result) -> passing.increment())) {
                  assertThat(own.isActive() && everywhere.isActive()).isTrue();
                }
              }
              return null;
            }));
    staying.remove();
    assertThat(heard.sum()).isEqualTo((long) THREADS * CALLS);
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
  void noCallBegunAfterARemovalWasSeenRunsTheHook() throws Exception {
    LongAdder late = new LongAdder();
    AtomicInteger lastRemoved = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    Object turns = new Object();
    together(
        List.of(
            () -> {
              while (finished.get() < THREADS) {
                node.call(Integer.toString(lastRemoved.get()));
              }
              return null;
            },
            () -> {
              try {
                for (int i = 0; i < CHANGES; i++) {
                  synchronized (turns) {
                    int number = lastRemoved.get() + 1;
                    HookHandle handle =
                        node.callHooks.observeForward(
                            (self, args, result) -> {
                              if (Integer.parseInt(args.text()) >= number) {
                                late.increment();
                              }
                            });
                    handle.remove();
                    lastRemoved.set(number);
                  }
                }
              } finally {
                finished.incrementAndGet();
              }
              return null;
            }));
    assertThat(lastRemoved.get()).isEqualTo(THREADS * CHANGES);
    assertThat(late.sum()).isZero();
  }

  @Test
  void scopesOfOneThreadAreNotHeardOnOthers() throws Exception {
    together(
        List.of(
            () -> {
              LongAdder heard = new LongAdder();
              HookScope scope =
                  HookScope.observe(Node.CALL, (self, args, result) -> heard.increment());
              for (int i = 1; i <= CHANGES; i++) {
                scope.run(() -> node.call("x"));
                node.call("x");
                assertThat(heard.sum()).isEqualTo(i);
              }
              return null;
            }));
  }
}
