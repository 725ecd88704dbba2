package dev.forja.spi;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
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

  /** Runs {@code body} with this bound to {@code bound}. What it throws is thrown as it is. */
  public <X extends Throwable> void run(T bound, ThrowingRunnable<X> body) throws X {
    this.<Boolean, X>call(
        bound,
        () -> {
          body.run();
          return true;
        });
  }

  /**
   * Gives what {@code body} gives, run with this bound to {@code bound}. What it throws is thrown
   * as it is.
   */
  public <R extends @Nullable Object, X extends Throwable> R call(
      T bound, ThrowingCallable<? extends R, X> body) throws X {
    return ScopedValue.where(value, bound).call(body::call);
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
