package dev.forja;

import dev.forja.spi.ResultMapper;
import org.jspecify.annotations.Nullable;

/**
 * Names one entry of one invoker class, typed: {@code Linear.CALL}. It tells scopes, captures and
 * traces which calls to listen to, and with which types.
 *
 * @param <I> the invoker
 * @param <A> the args record
 * @param <R> the result, boxed; {@link Void} for an entry that returns nothing
 */
public final class Entry<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  private static final Entry<Invoker, CallArgs, @Nullable Object> ANY =
      new Entry<>(Invoker.class, "*", true, ResultMapper.none(), null);

  private final Class<? extends Invoker> invoker;
  private final String name;
  private final boolean nullable;
  private final ResultMapper<R> results;
  private final @Nullable String argsRefusal;

  private Entry(
      Class<? extends Invoker> invoker,
      String name,
      boolean nullable,
      ResultMapper<R> results,
      @Nullable String argsRefusal) {
    this.invoker = invoker;
    this.name = name;
    this.nullable = nullable;
    this.results = results;
    this.argsRefusal = argsRefusal;
  }

  /** Called by generated code, once per entry. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      Entry<I, A, R> of(Class<? extends Invoker> invoker, String name, ResultMapper<R> results) {
    return new Entry<>(invoker, name, false, results, null);
  }

  /** Every entry of every invoker. */
  public static Entry<Invoker, CallArgs, @Nullable Object> any() {
    return ANY;
  }

  /** This entry, declared to return null at times. Called by generated code. */
  public Entry<I, A, R> nullable() {
    return new Entry<>(invoker, name, true, results, argsRefusal);
  }

  /**
   * This entry, with arguments whose type is too open to find the tensors in them, and the reason.
   * Called by generated code.
   */
  public Entry<I, A, R> opaqueArgs(String reason) {
    return new Entry<>(invoker, name, nullable, results, reason);
  }

  /** The class of the invoker. */
  public Class<? extends Invoker> invoker() {
    return invoker;
  }

  /** The name of the entry, such as {@code call}. */
  public String name() {
    return name;
  }

  /** Whether null is a result: the return type is {@code void} or says that it may be null. */
  public boolean isNullable() {
    return nullable;
  }

  /** How tensors in the result are reached. */
  public ResultMapper<R> results() {
    return results;
  }

  /** Why tensors in the arguments cannot be reached; null where they can. */
  public @Nullable String argsRefusal() {
    return argsRefusal;
  }

  /** Whether this names every entry of every invoker. */
  public boolean isAny() {
    return this == (Entry<?, ?, ?>) ANY;
  }

  /** Whether what listens to this entry hears calls of {@code other}. */
  boolean covers(Entry<?, ?, ?> other) {
    return this == other || this == (Entry<?, ?, ?>) ANY;
  }

  @Override
  public String toString() {
    return invoker.getSimpleName() + "." + name;
  }
}
