package dev.forja.kernel.parallel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory that kernels use again and again, shared by all threads: there is as much of it as pieces
 * of work ever ran at once, however many threads come and go. A thread finds what it gave back last
 * unless another one has taken it meanwhile. Nothing is kept by a thread, so a thread that lives on
 * holds neither this memory nor the class loader of its classes.
 *
 * <p>Safe for use by several threads; what was taken belongs to its taker until it is given back. A
 * taker that fails need not give back: the memory is then collected as any other.
 */
public final class ScratchPool<T> {
  /** Places for each processor: a thread may be put aside while it holds some. */
  private static final int PER_PROCESSOR = 4;

  /** Spreads the numbers of threads, which follow each other, over the places. */
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

  /** What nobody uses, or something new. */
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

  /** Lets others use it; where all places are taken it is left to the garbage collector. */
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
