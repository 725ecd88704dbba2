package dev.forja.fake;

import dev.forja.spi.ParameterType;

/** A tensor that is trained. */
@ParameterType
public final class FakeParameter extends FakeTensor {
  /** A parameter of that shape. */
  public FakeParameter(int... shape) {
    super(shape);
  }
}
