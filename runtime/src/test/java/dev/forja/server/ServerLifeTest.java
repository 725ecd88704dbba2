package dev.forja.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.forja.Invoker;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a server unloads an application that used Forja, its class loader is collected. It would be
 * kept by a live thread of Forja, or by any object of Forja that a caller's thread or the JDK
 * holds.
 */
@Timeout(600)
final class ServerLifeTest {
  /** {@code -Dforja.lives=30} sets a larger number. */
  private static final int LIVES = Integer.getInteger("forja.lives", 2);

  private static final String THREADS = "forja.threads";

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aDroppedApplicationLeavesNothing(int threads) throws Exception {
    String before = System.getProperty(THREADS);
    System.setProperty(THREADS, Integer.toString(threads));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    // The calling threads stay alive, as those of a server do.
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < LIVES; i++) {
        loaders.add(live(callers));
      }
      assertThat(leftOf(loaders)).isZero();
    } finally {
      if (before == null) {
        System.clearProperty(THREADS);
      } else {
        System.setProperty(THREADS, before);
      }
    }
  }

  private static WeakReference<ClassLoader> live(ExecutorService callers) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String folder : List.of("target/classes", "target/test-classes")) {
      path.add(Path.of(folder).toUri().toURL());
    }
    for (Class<?> each : List.of(Invoker.class, NullMarked.class, JsonFactory.class)) {
      path.add(each.getProtectionDomain().getCodeSource().getLocation());
    }
    // No parent: the platform's class loader would find the modules that run this test.
    ClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), null);
    Callable<?> life =
        (Callable<?>) loader.loadClass(ServerLife.class.getName()).getConstructor().newInstance();
    assertThat(life.getClass()).isNotEqualTo(ServerLife.class);
    assertThat(callers.submit(life).get()).isEqualTo(1);
    assertThat(callers.submit(life).get()).isEqualTo(1);
    return new WeakReference<>(loader);
  }

  /** Waits for threads that end after having been idle for a while. */
  private static long leftOf(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      System.gc();
      long left = loaders.stream().filter(each -> each.get() != null).count();
      if (left == 0 || System.nanoTime() > end) {
        return left;
      }
      Thread.sleep(100);
    }
  }
}
