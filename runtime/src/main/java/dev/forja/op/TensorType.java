package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;

/**
 * The type of an array: the type of its elements and its shape. Immutable and therefore
 * thread-safe.
 */
public final class TensorType {
  private final DType dtype;
  private final int[] shape;

  /** Creates the type of an array; the shape is copied. */
  public TensorType(DType dtype, int... shape) {
    this(shape.clone(), dtype);
  }

  private TensorType(int[] shape, DType dtype) {
    this.dtype = dtype;
    this.shape = shape;
  }

  /** The type of {@code array}. */
  public static TensorType of(NdArray array) {
    return owning(array.dtype(), array.shape());
  }

  /** A type that takes over the shape array without a copy; it must not be changed afterwards. */
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

  /** Whether {@code array} is of this type; allocates nothing. */
  public boolean isTypeOf(NdArray array) {
    return dtype == array.dtype() && hasShapeOf(array);
  }

  /** Whether {@code array} is of this shape; allocates nothing. */
  public boolean hasShapeOf(NdArray array) {
    return Arrays.equals(shape, array.shape());
  }

  /** The type of a float32 array of this shape. */
  public static TensorType floats(int... shape) {
    return new TensorType(DType.F32, shape);
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The size of one dimension, a negative one counted from the end. */
  public int size(int dim) {
    return Shapes.sizeAt(shape, dim);
  }

  /** The number of elements. */
  public int count() {
    return Shapes.count(shape);
  }

  /** This type as the only output of an op. */
  public TensorType[] alone() {
    return new TensorType[] {this};
  }

  /** The shape in the format of messages. */
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
