package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Four threads make 400,000 calls of one module while two others add and remove 20,000 hooks on it,
 * in a scope and in the process. A hook that stays hears every call; a hook hears no call that
 * begins after its removal was observed.
 */
class HooksStressTest {
  private static final int CALLERS = 4;
  private static final int CALLS = 100_000;
  private static final int REGISTRARS = 2;
  private static final int REGISTRATIONS = 10_000;

  private final Node node = new Node("n");
  private final AtomicLong heard = new AtomicLong();
  private final AtomicInteger heardTooLate = new AtomicInteger();

  /** A hook that is added and removed; {@code gone} is set once its removal has returned. */
  private final class Guest {
    private final ThreadLocal<Boolean> goneBeforeCall = ThreadLocal.withInitial(() -> false);
    private volatile boolean gone;

    void look() {
      if (goneBeforeCall.get()) {
        heardTooLate.incrementAndGet();
      }
    }
  }

  private volatile Guest guest = new Guest();

  @Test
  void nothingIsLostAndNothingIsCalledAfterItsRemovalWasSeen() throws Exception {
    try (HookHandle _ = node.callHooks.observeForward((self, args, result) -> count())) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        tasks.add(this::call);
      }
      for (int i = 0; i < REGISTRARS; i++) {
        boolean everywhere = i == 0;
        tasks.add(() -> comeAndGo(everywhere));
      }
      try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
        for (Future<Void> done : executor.invokeAll(tasks)) {
          done.get();
        }
      }
    }
    assertThat(heard).hasValue((long) CALLERS * CALLS);
    assertThat(heardTooLate).hasValue(0);
    assertThat(node.callHooks.list()).isEmpty();
    assertThat(GlobalHooks.list()).isEmpty();
    assertThat(Listening.elsewhere()).isFalse();
    node.call("x");
    assertThat(heard).hasValue((long) CALLERS * CALLS);
  }

  private void count() {
    heard.incrementAndGet();
  }

  private Void call() {
    for (int i = 0; i < CALLS; i++) {
      Guest seen = guest;
      seen.goneBeforeCall.set(seen.gone);
      if (i % 16 == 0) {
        HookScope.empty().run(() -> node.call("x"));
      } else {
        node.call("x");
      }
    }
    return null;
  }

  private Void comeAndGo(boolean everywhere) {
    for (int i = 0; i < REGISTRATIONS; i++) {
      Guest next = new Guest();
      HookHandle handle =
          everywhere
              ? GlobalHooks.on(Node.CALL).observeForward((self, args, result) -> next.look())
              : node.callHooks.observeForwardPre((self, args) -> next.look());
      guest = next;
      handle.close();
      next.gone = true;
    }
    return null;
  }
}
