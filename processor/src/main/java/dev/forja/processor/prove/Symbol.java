package dev.forja.processor.prove;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that has a name but no known value. Two symbols with the same name are different
 * numbers. A symbol for the size of a tensor is assumed to be 1 or more, because models are not
 * checked for empty tensors.
 */
final class Symbol implements Atom {
  private static final AtomicLong COUNT = new AtomicLong();

  private final String name;
  private final String key;
  private boolean positive;

  Symbol(String name) {
    this.name = name;
    this.key = name + "#" + COUNT.incrementAndGet();
  }

  /** Marks the symbol as the size of a tensor. */
  void markPositive() {
    positive = true;
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
