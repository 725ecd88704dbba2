package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.HookHandle;
import dev.forja.nn.Linear;
import dev.forja.tensor.Philox;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A program that holds the monitor of one of Forja's objects does not block other threads that use
 * it.
 */
class LockOrderTest {
  @Test
  void hookIsRegisteredWhileAnotherThreadHoldsTheMonitorOfTheModel() throws Exception {
    Linear model = Linear.of(1, 1);
    assertThat(
            endsWhileHeld(
                model,
                () -> {
                  try (HookHandle hook = model.observeForward((_, _, _) -> {})) {
                    assertThat(hook.isActive()).isTrue();
                  }
                }))
        .isTrue();
  }

  @Test
  void numbersAreDrawnWhileAnotherThreadHoldsTheMonitorOfTheGenerator() throws Exception {
    Philox philox = new Philox(1);
    assertThat(endsWhileHeld(philox, () -> philox.uniform(new float[8]))).isTrue();
  }

  private static boolean endsWhileHeld(Object monitor, Runnable body) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    synchronized (monitor) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                body.run();
                ended.countDown();
              });
      return ended.await(30, TimeUnit.SECONDS);
    }
  }
}
