package dev.forja.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * State that holds for a stretch of code on one thread, such as "no gradients": a {@link
 * ScopedValue} that {@link dev.forja.Calls#carry} takes along to other threads, together with the
 * hooks of open scopes. Each is made once and kept in a static final field. Safe from any thread.
 *
 * @param <T> what is bound
 */
public final class Ambient<T> {
  private static final List<Ambient<?>> ALL = new CopyOnWriteArrayList<>();

  private final ScopedValue<T> value = ScopedValue.newInstance();

  private Ambient() {}

  /** A new piece of ambient state, bound to nothing. */
  public static <T> Ambient<T> create() {
    Ambient<T> ambient = new Ambient<>();
    ALL.add(ambient);
    return ambient;
  }

  /** Whether it is bound on this thread. */
  public boolean isBound() {
    return value.isBound();
  }

  /** What it is bound to on this thread; {@code otherwise} where it is not. */
  public T orElse(T otherwise) {
    return value.orElse(otherwise);
  }

  /**
   * What it is bound to on this thread.
   *
   * @throws java.util.NoSuchElementException if it is not bound
   */
  public T get() {
    return value.get();
  }

  /** Runs {@code body} with this bound to {@code bound}. */
  public void run(T bound, Runnable body) {
    ScopedValue.where(value, bound).run(body);
  }

  /** Gives what {@code body} gives, run with this bound to {@code bound}. */
  public <R extends @Nullable Object, X extends Throwable> R call(
      T bound, ScopedValue.CallableOp<? extends R, X> body) throws X {
    return ScopedValue.where(value, bound).call(body);
  }

  /**
   * Everything that is bound on this thread now, to be bound again on another; null where nothing
   * is. {@link dev.forja.Calls#carry} uses it, and carries open hook scopes too.
   */
  public static ScopedValue.@Nullable Carrier bindings() {
    ScopedValue.Carrier carrier = null;
    for (Ambient<?> ambient : ALL) {
      carrier = ambient.addTo(carrier);
    }
    return carrier;
  }

  private ScopedValue.@Nullable Carrier addTo(ScopedValue.@Nullable Carrier carrier) {
    if (!value.isBound()) {
      return carrier;
    }
    return carrier == null
        ? ScopedValue.where(value, value.get())
        : carrier.where(value, value.get());
  }
}
