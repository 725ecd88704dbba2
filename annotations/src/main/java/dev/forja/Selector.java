package dev.forja;

import dev.forja.spi.NamePattern;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Selects the calls to capture: those of an entry, of a type of module, or at certain paths.
 * Immutable and therefore thread-safe.
 *
 * @param <R> the result type of the selected calls
 */
public final class Selector<R extends @Nullable Object> {
  private final Entry<?, ?, R> entry;
  private final BiPredicate<Invoker, String> wanted;

  private Selector(Entry<?, ?, R> entry, BiPredicate<Invoker, String> wanted) {
    this.entry = entry;
    this.wanted = wanted;
  }

  /** The calls of one entry, in every module: {@code Selector.of(Linear.CALL)}. */
  public static <R extends @Nullable Object> Selector<R> of(Entry<?, ?, R> entry) {
    return new Selector<>(entry, (module, path) -> true);
  }

  /** The calls of any entry in modules of a type. */
  public static Selector<@Nullable Object> ofType(Class<? extends Invoker> type) {
    return new Selector<>(Entry.any(), (module, path) -> type.isInstance(module));
  }

  /** The calls of any entry at paths that match a pattern; see {@link #at}. */
  public static Selector<@Nullable Object> path(String pattern) {
    return of(Entry.any()).at(pattern);
  }

  /**
   * Restricts the selection to paths that match a pattern: names joined by dots, where {@code *}
   * stands for one name and {@code **} for any number of them, as in {@code encoder.*.norm}.
   */
  public Selector<R> at(String pattern) {
    NamePattern names = NamePattern.of(pattern);
    return new Selector<>(
        entry, (module, path) -> wanted.test(module, path) && names.matches(path));
  }

  Entry<?, ?, R> entry() {
    return entry;
  }

  boolean selects(Invoker module, String path) {
    return wanted.test(module, path);
  }
}
