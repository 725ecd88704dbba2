package dev.forja.kernel.parallel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of reusable scratch objects for kernels, shared by all threads. It creates as many objects
 * as tasks ever run at once, no matter how many threads come and go. A thread gets back the object
 * that it returned last, unless another thread has taken it in the meantime. No thread-local
 * variable refers to the objects, so a long-lived thread keeps neither this memory nor the class
 * loader of its classes alive.
 *
 * <p>Thread-safe; an object that was taken belongs to the taker until it is given back. If a task
 * fails, it need not give its object back: the object is then garbage-collected like any other.
 */
public final class ScratchPool<T> {
  /**
   * Slots per processor; more than one, because a thread may be preempted while it holds an object.
   */
  private static final int PER_PROCESSOR = 4;

  /** Multiplier that spreads the thread ids, which are consecutive, over the slots. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final AtomicReferenceArray<@Nullable T> places;
  private final Supplier<T> maker;
  private final int shift;

  public ScratchPool(Supplier<T> maker) {
    this.maker = maker;
    int wanted = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(wanted - 1);
    places = new AtomicReferenceArray<>(1 << bits);
    shift = Long.SIZE - bits;
  }

  /** Takes an object that is not in use, or creates a new one. */
  public T take() {
    int home = home();
    for (int i = 0; i < places.length(); i++) {
      int place = (home + i) & (places.length() - 1);
      T found = places.get(place);
      if (found != null && places.compareAndSet(place, found, null)) {
        return found;
      }
    }
    return maker.get();
  }

  /** Returns an object to the pool; if the pool is full, it is left to the garbage collector. */
  public void giveBack(T used) {
    int home = home();
    for (int i = 0; i < places.length(); i++) {
      int place = (home + i) & (places.length() - 1);
      if (places.get(place) == null && places.compareAndSet(place, null, used)) {
        return;
      }
    }
  }

  private int home() {
    return (int) ((Thread.currentThread().threadId() * SPREAD) >>> shift);
  }
}
