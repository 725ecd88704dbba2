package dev.forja.fake;

import dev.forja.Invoker;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ReturnsSelf;

/** The base class of invokers for fake tensors. */
@InvokerBase("dev.forja.fake.FakeModule")
public abstract class FakeModule extends Invoker {
  private boolean frozen;

  /** Called by generated constructors. */
  protected FakeModule() {}

  /** Whether the last call of {@link #freeze} passed true. */
  public final boolean isFrozen() {
    return frozen;
  }

  /** Freezes or unfreezes this module. */
  @ReturnsSelf
  public FakeModule freeze(boolean freeze) {
    frozen = freeze;
    return this;
  }
}
