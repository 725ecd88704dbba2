package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The thread that makes kernels ready while a model is read. */
class PreparationTest {
  @Test
  void endsByItselfAndIsNotBegunAgain() throws InterruptedException {
    Preparation.begin();
    for (Thread thread : threads()) {
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }
    Preparation.begin();
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("forja-kernel-preparation"))
        .toList();
  }
}
