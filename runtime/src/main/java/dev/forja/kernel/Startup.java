package dev.forja.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first seconds of a JVM. Until C2 has compiled it, each operation of a vector kernel creates
 * an object, many times slower than a plain loop; so the plain loops serve, and a thread of low
 * priority runs the vector kernels of the families that are in use on data of its own. A family is
 * switched when such a run allocates no more vectors. Both give the same bits, so nobody can tell
 * when that happens, be it between two ops of one call.
 *
 * <p>The thread ends when no family waits for it, or nobody has used one that waits for a second;
 * the next use starts another. So it keeps no class loader alive for longer. Families take turns.
 * After {@link #MOST_NANOS} a family is switched anyway: C2 may then be busy with something else,
 * but it will come to it. If a vector kernel fails, the plain loops stay, with one warning.
 *
 * <p>Safe for use by many threads.
 */
final class Startup {
  /** A short program ends before this; it need not share its processors with the compiler. */
  private static final long BEFORE_MILLIS = 1000;

  private static final long IDLE_NANOS = 1_000_000_000;
  private static final long MOST_NANOS = 15_000_000_000L;

  /** A part that is rehearsed for so long lets others that wait have their turn. */
  private static final long TURN_NANOS = 4_000_000_000L;

  /** So many runs in turn must allocate no vectors. */
  private static final int QUIET_RUNS = 3;

  private static final int UNUSED = 0;
  private static final int WAITING = 1;
  private static final int READY = 2;

  private final AtomicIntegerArray states = new AtomicIntegerArray(Rehearsal.PARTS);
  private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
  private final Supplier<Kernels> loops;
  private final Supplier<Kernels> shared;
  private volatile Kernels current;

  /** The kernels to switch to; null until a part is ready. */
  private volatile @Nullable Kernels vector;

  private volatile boolean used;

  /** Whether vector kernels failed; the plain loops then serve for good. */
  private volatile boolean failed;

  private long lastUse;

  /** How long each part was rehearsed so far; only for the one thread that rehearses. */
  private final long[] rehearsed = new long[Rehearsal.PARTS];

  /**
   * Begins with plain loops.
   *
   * @param loops makes the vector kernels, for one thread
   * @param shared makes the vector kernels as they are to be used
   */
  Startup(Kernels plain, Supplier<Kernels> loops, Supplier<Kernels> shared) {
    this.loops = loops;
    this.shared = shared;
    current = plain.startedBy(this);
  }

  /** The kernels of the moment. */
  Kernels current() {
    return current;
  }

  /** The kernels of which parts are ready. */
  Kernels vector() {
    return Objects.requireNonNull(vector);
  }

  /** Says that a family is in use. */
  void use(Family family) {
    int part = Rehearsal.family(family);
    if (states.get(part) != READY) {
      await(part);
    }
  }

  /** Whether this part is to be computed by vector kernels; says that it is in use. */
  boolean isVector(int part) {
    if (states.get(part) == READY) {
      return true;
    }
    await(part);
    return false;
  }

  /** Whether a family is computed by vector kernels. */
  boolean isReady(Family family) {
    return states.get(Rehearsal.family(family)) == READY;
  }

  /** Whether a thread rehearses, or is about to. */
  boolean isRunning() {
    return worker.get() != null;
  }

  private void await(int part) {
    states.compareAndSet(part, UNUSED, WAITING);
    if (!used) {
      used = true;
    }
    if (worker.get() == null && !failed) {
      start();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Only a hint: nothing depends on it.
  private void start() {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("forja-kernel-startup")
            .priority(Thread.MIN_PRIORITY)
            .inheritInheritableThreadLocals(false)
            .unstarted(this::work);
    thread.setContextClassLoader(Startup.class.getClassLoader());
    if (!worker.compareAndSet(null, thread)) {
      return;
    }
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      worker.set(null);
    }
  }

  private void work() {
    try {
      lastUse = System.nanoTime();
      Thread.sleep(BEFORE_MILLIS);
      Kernels alone = loops.get();
      vector = shared.get();
      for (int next = next(-1); next >= 0 && warm(next, alone); ) {
        next = next(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The thread is ours and ends here.
    } catch (OutOfMemoryError e) {
      System.getLogger("dev.forja")
          .log(Level.DEBUG, "no memory to rehearse vector kernels; the next use tries again");
    } catch (RuntimeException | LinkageError e) {
      failed = true; // Otherwise each use would start a thread that ends in the same way.
      System.getLogger("dev.forja")
          .log(Level.WARNING, "vector kernels do not run here; plain loops compute instead", e);
    } finally {
      worker.set(null);
    }
  }

  /** The first part that waits behind another one, then from the beginning; -1 if there is none. */
  private int next(int last) {
    for (int i = 1; i <= Rehearsal.PARTS; i++) {
      int part = (last + i) % Rehearsal.PARTS;
      if (states.get(part) == WAITING) {
        return part;
      }
    }
    return -1;
  }

  /**
   * Switches a part as soon as its vector kernels are compiled, unless its turn ends before; false
   * if nobody wants it now.
   */
  private boolean warm(int part, Kernels alone) throws InterruptedException {
    Rehearsal rehearsal = new Rehearsal(part);
    long turn = System.nanoTime();
    long since = turn - rehearsed[part];
    for (int quiet = 0; quiet < QUIET_RUNS; ) {
      long begin = System.nanoTime();
      rehearsed[part] = begin - since;
      if (isIdle(begin)) {
        return false;
      }
      if (rehearsed[part] > MOST_NANOS) {
        break;
      }
      if (begin - turn > TURN_NANOS) {
        return true;
      }
      quiet = allocates(rehearsal, alone) > rehearsal.mostBytes() ? 0 : quiet + 1;
      rest(System.nanoTime() - begin);
    }
    if (part < Rehearsal.AXPY) {
      current = current.with(Rehearsal.familyOf(part), vector());
    }
    states.set(part, READY);
    log(part, System.nanoTime() - since);
    return true;
  }

  /** Leaves some time to the compiler, and to the threads that compute. */
  private static void rest(long nanos) throws InterruptedException {
    if (nanos > 100_000) {
      Thread.sleep(Duration.ofNanos(Math.min(50_000_000, nanos)));
    }
  }

  /** Whether no waiting family was used for some time. */
  private boolean isIdle(long now) {
    if (used) {
      used = false;
      lastUse = now;
    }
    return now - lastUse > IDLE_NANOS;
  }

  /** The bytes that a run allocates in this thread. */
  private static long allocates(Rehearsal rehearsal, Kernels loops) {
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
      long before = threads.getCurrentThreadAllocatedBytes();
      rehearsal.run(loops);
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
    rehearsal.run(loops);
    return Long.MAX_VALUE;
  }

  private static void log(int part, long nanos) {
    long millis = nanos / 1_000_000;
    System.getLogger("dev.forja")
        .log(
            Level.DEBUG,
            () ->
                "%s: vector kernels instead of plain loops, after a rehearsal of %d ms"
                    .formatted(Rehearsal.name(part), millis));
    if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
      SwitchEvent.emit(Rehearsal.name(part), millis);
    }
  }
}
