package dev.forja.spi;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Scoped state of a thread, such as "no gradients": a {@link ScopedValue} that {@link
 * dev.forja.Calls#carry} passes on to other threads, together with the hooks of open scopes. Each
 * instance is created once and kept in a static final field. Thread-safe.
 *
 * @param <T> the type of the bound value
 */
public final class Ambient<T> {
  private static final List<Ambient<?>> ALL = new CopyOnWriteArrayList<>();

  private final ScopedValue<T> value = ScopedValue.newInstance();

  private Ambient() {}

  /** Creates ambient state without a bound value. */
  public static <T> Ambient<T> create() {
    Ambient<T> ambient = new Ambient<>();
    ALL.add(ambient);
    return ambient;
  }

  /** Whether a value is bound on this thread. */
  public boolean isBound() {
    return value.isBound();
  }

  /** The value bound on this thread, or {@code otherwise} if there is none. */
  public T orElse(T otherwise) {
    return value.orElse(otherwise);
  }

  /**
   * The value bound on this thread.
   *
   * @throws java.util.NoSuchElementException if no value is bound
   */
  public T get() {
    return value.get();
  }

  /**
   * Runs {@code body} with {@code bound} as the value. Exceptions of the body are passed on
   * unchanged.
   */
  public <X extends Throwable> void run(T bound, ThrowingRunnable<X> body) throws X {
    this.<Boolean, X>call(
        bound,
        () -> {
          body.run();
          return true;
        });
  }

  /**
   * Runs {@code body} with {@code bound} as the value and returns its result. Exceptions of the
   * body are passed on unchanged.
   */
  public <R extends @Nullable Object, X extends Throwable> R call(
      T bound, ThrowingCallable<? extends R, X> body) throws X {
    return ScopedValue.where(value, bound).call(body::call);
  }

  /**
   * All current bindings of this thread, for use on another thread; null if there are none. {@link
   * dev.forja.Calls#carry} uses it, and carries open hook scopes too.
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
