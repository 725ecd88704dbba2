package dev.forja.fake;

import dev.forja.spi.ParameterType;

/** A trained tensor. */
@ParameterType
public final class FakeParameter extends FakeTensor {
  /** A parameter of this shape. */
  public FakeParameter(int... shape) {
    super(shape);
  }
}
