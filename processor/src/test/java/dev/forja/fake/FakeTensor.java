package dev.forja.fake;

import dev.forja.spi.InvokerBase;
import dev.forja.spi.ShapeRule;
import dev.forja.spi.Shaped;

/** A tensor that has only a shape. */
@InvokerBase(value = "dev.forja.fake.FakeModule", functions = FakeFunction.class)
public class FakeTensor implements Shaped {
  private final int[] shape;

  /** A tensor of this shape. */
  public FakeTensor(int... shape) {
    this.shape = shape.clone();
  }

  @ShapeRule("sizes(this)")
  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** A tensor of the same shape. */
  @ShapeRule("same(this)")
  public FakeTensor relu() {
    return new FakeTensor(shape);
  }

  /** The elements in another shape. */
  @ShapeRule("reshape(this, $0)")
  public FakeTensor reshape(int... sizes) {
    return new FakeTensor(sizes);
  }

  /** The sum of two tensors of the same shape. */
  @ShapeRule("broadcast(this, $0)")
  public FakeTensor add(FakeTensor other) {
    return other.shape.length > shape.length ? other : this;
  }

  /** The tensor without one dimension. */
  @ShapeRule("reduce(this, $0, false)")
  public FakeTensor sum(int dim) {
    int at = dim < 0 ? dim + shape.length : dim;
    int[] rest = new int[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, at);
    System.arraycopy(shape, at + 1, rest, at, rest.length - at);
    return new FakeTensor(rest);
  }
}
