package dev.forja.processor.prove;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A number that has a name but no known value. Two symbols with the same name are different
 * numbers. A symbol for the size of a tensor is assumed to be 1 or more, because models are not
 * checked for empty tensors.
 */
final class Symbol implements Atom {
  private static final AtomicLong COUNT = new AtomicLong();

  private final String name;
  private final String key;
  private final Facts facts;
  private boolean positive;
  private @Nullable Size equal;

  /** Creates a symbol of which nothing will be learned. */
  Symbol(String name) {
    this(name, new Facts());
  }

  /**
   * Creates a symbol.
   *
   * @param name its name in messages
   * @param facts keeps what is learned about it
   */
  Symbol(String name, Facts facts) {
    this.name = name;
    this.facts = facts;
    this.key = name + "#" + COUNT.incrementAndGet();
  }

  /** Marks the symbol as the size of a tensor. */
  void markPositive() {
    if (!positive) {
      facts.changing(this, false, equal);
      positive = true;
    }
  }

  /** Records that it is equal to a size, in which it does not occur. */
  void markEqual(Size size) {
    facts.changing(this, positive, equal);
    equal = size;
  }

  void restore(boolean wasPositive, @Nullable Size wasEqual) {
    positive = wasPositive;
    equal = wasEqual;
  }

  @Override
  public Size resolved() {
    return equal == null ? Size.of(this) : equal.resolved();
  }

  @Override
  public boolean contains(Symbol symbol) {
    return symbol == this;
  }

  @Override
  public long least() {
    return positive ? 1 : Size.UNBOUNDED;
  }

  @Override
  public String show() {
    return name;
  }

  @Override
  public String key() {
    return key;
  }
}
