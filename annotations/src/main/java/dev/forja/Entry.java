package dev.forja;

import dev.forja.spi.ResultMapper;
import org.jspecify.annotations.Nullable;

/**
 * Names one entry of one invoker class, typed: {@code Linear.CALL}. It tells scopes, captures and
 * traces which calls to listen to, and with which types. Immutable and therefore thread-safe.
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

  /** This entry, marked as one that may return null. Called by generated code. */
  public Entry<I, A, R> nullable() {
    return new Entry<>(invoker, name, true, results, argsRefusal);
  }

  /**
   * This entry, marked as one whose argument types are too general to find the tensors in them,
   * with the reason. Called by generated code.
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

  /** Whether the result may be null: the return type is {@code void} or nullable. */
  public boolean isNullable() {
    return nullable;
  }

  /** Maps the tensors in the result. */
  public ResultMapper<R> results() {
    return results;
  }

  /** Why tensors in the arguments cannot be reached; null if they can. */
  public @Nullable String argsRefusal() {
    return argsRefusal;
  }

  /** Whether this is {@link #any()}. */
  public boolean isAny() {
    return this == (Entry<?, ?, ?>) ANY;
  }

  /** Whether listeners to this entry hear calls of {@code other}. */
  boolean covers(Entry<?, ?, ?> other) {
    return this == other || this == (Entry<?, ?, ?>) ANY;
  }

  @Override
  public String toString() {
    return invoker.getSimpleName() + "." + name;
  }
}
