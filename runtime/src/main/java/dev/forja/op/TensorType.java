package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;

/** The type of an array: that of its elements, and its shape. Immutable. */
public final class TensorType {
  private final DType dtype;
  private final int[] shape;

  /** Elements of this type in this shape, which is copied. */
  public TensorType(DType dtype, int... shape) {
    this(shape.clone(), dtype);
  }

  private TensorType(int[] shape, DType dtype) {
    this.dtype = dtype;
    this.shape = shape;
  }

  /** The type of {@code array}. */
  public static TensorType of(NdArray array) {
    return owning(array.type(), array.shape());
  }

  /** With a shape array that nobody changes: for ops, which need no copy of what they made. */
  static TensorType owning(DType dtype, int... shape) {
    return new TensorType(shape, dtype);
  }

  /** The same for float32. */
  static TensorType owningFloats(int... shape) {
    return new TensorType(shape, DType.F32);
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** A copy of the sizes of the dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** The shape itself, for ops that only read it. */
  int[] sizes() {
    return shape;
  }

  /** Whether {@code array} is of this type; without making an object. */
  public boolean isTypeOf(NdArray array) {
    return dtype == array.type() && hasShapeOf(array);
  }

  /** Whether {@code array} is of this shape; without making an object. */
  public boolean hasShapeOf(NdArray array) {
    return Arrays.equals(shape, array.shape());
  }

  /** A float32 array of this shape. */
  public static TensorType floats(int... shape) {
    return new TensorType(DType.F32, shape);
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The size of one dimension, a negative one counted from the end. */
  public int size(int dim) {
    return Shapes.sizeAt(dim, shape);
  }

  /** The number of elements. */
  public int count() {
    return Shapes.count(shape);
  }

  /** This type as the only output of an op. */
  public TensorType[] alone() {
    return new TensorType[] {this};
  }

  /** The shape as messages print it. */
  public String show() {
    return Shapes.show(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorType that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return dtype + " " + show();
  }
}
