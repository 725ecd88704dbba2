package dev.forja.fake;

import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.spi.StateVisitor;

/** A layer with declared shapes, written by hand in the form that the processor generates. */
public final class FakeLinear extends FakeModule {
  private final int out;

  private FakeLinear(int out) {
    this.out = out;
  }

  /** A layer from vectors of one width to vectors of another. */
  @Puts({"in = $0", "out = $1"})
  public static FakeLinear of(int in, int out) {
    if (in < 1) {
      throw new IllegalArgumentException("in: " + in);
    }
    return new FakeLinear(out);
  }

  /** The vectors with the other width. */
  @Shape("... out")
  @ShapeRule("resize($0, -1, out)")
  public FakeTensor call(@Shape("... in") FakeTensor x) {
    int[] shape = x.shape();
    shape[shape.length - 1] = out;
    return new FakeTensor(shape);
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "FakeLinear";
  }
}
