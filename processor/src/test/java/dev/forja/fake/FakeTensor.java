package dev.forja.fake;

import dev.forja.spi.InvokerBase;
import dev.forja.spi.Shaped;

/** A tensor that is nothing but its shape. */
@InvokerBase("dev.forja.fake.FakeModule")
public class FakeTensor implements Shaped {
  private final int[] shape;

  /** A tensor of that shape. */
  public FakeTensor(int... shape) {
    this.shape = shape.clone();
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }
}
