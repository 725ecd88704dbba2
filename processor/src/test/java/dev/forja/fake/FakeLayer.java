package dev.forja.fake;

import dev.forja.spi.StateVisitor;

/** An invoker written by hand. */
public class FakeLayer extends FakeModule {
  /** Creates a layer. */
  public FakeLayer() {}

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "FakeLayer";
  }
}
