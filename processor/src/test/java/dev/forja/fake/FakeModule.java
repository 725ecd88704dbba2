package dev.forja.fake;

import dev.forja.Invoker;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ReturnsSelf;

/** The base of invokers that work with fake tensors. */
@InvokerBase("dev.forja.fake.FakeModule")
public abstract class FakeModule extends Invoker {
  private boolean frozen;

  /** For generated constructors. */
  protected FakeModule() {}

  /** Whether {@link #freeze} was called last with true. */
  public final boolean isFrozen() {
    return frozen;
  }

  /** Freezes this module, or thaws it. */
  @ReturnsSelf
  public FakeModule freeze(boolean freeze) {
    frozen = freeze;
    return this;
  }
}
