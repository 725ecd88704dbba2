package dev.forja.array;

/**
 * A view of storage: shape, strides and offset, in elements. The view is immutable; several views
 * may share one storage. Callers must not change the shape and stride arrays that it returns.
 */
public final class NdArray {
  private final Storage storage;
  private final int[] shape;
  private final int[] strides;
  private final int offset;
  private final int count;
  private final boolean contiguous;

  private NdArray(Storage storage, int[] shape, int[] strides, int offset) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.count = Shapes.count(shape);
    this.contiguous = count == 0 || isDense(shape, strides);
  }

  /** A dense view of the whole {@code storage} with this shape. */
  public static NdArray dense(Storage storage, int... shape) {
    if (Shapes.count(shape) != storage.length()) {
      throw new IllegalArgumentException(
          "%d elements do not fill shape %s".formatted(storage.length(), Shapes.show(shape)));
    }
    return new NdArray(storage, shape.clone(), Shapes.strides(shape), 0);
  }

  /** A view with the given strides and offset; it must lie within the storage. */
  public static NdArray view(Storage storage, int[] shape, int[] strides, int offset) {
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          "a view of shape %s needs a stride for each dimension, not %s"
              .formatted(Shapes.show(shape), Shapes.show(strides)));
    }
    return new NdArray(storage, shape, strides, offset);
  }

  private static boolean isDense(int[] shape, int[] strides) {
    int expected = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      if (shape[d] != 1 && strides[d] != expected) {
        return false;
      }
      expected *= shape[d];
    }
    return true;
  }

  /** The storage that this is a view of. */
  public Storage storage() {
    return storage;
  }

  /** The type of the elements, {@code dtype} in PyTorch. */
  public DType dtype() {
    return storage.dtype();
  }

  /** The sizes of the dimensions, outermost first. */
  public int[] shape() {
    return shape;
  }

  /** The distance between neighbours in each dimension, in elements. */
  public int[] strides() {
    return strides;
  }

  /** The index of the first element in the storage. */
  public int offset() {
    return offset;
  }

  /** The number of elements. */
  public int count() {
    return count;
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The size of one dimension; a negative one counts from the end. */
  public int size(int dim) {
    return Shapes.sizeAt(shape, dim);
  }

  /** The array of the storage; the elements of this view start at {@link #offset}. */
  public float[] floats() {
    return storage.floats();
  }

  /** Whether the elements are contiguous and in order. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** This array, or a dense copy of it if it is not dense. */
  public NdArray contiguous(Allocator allocator) {
    return contiguous ? this : copy(allocator);
  }

  /** A dense copy. */
  public NdArray copy(Allocator allocator) {
    NdArray target = allocator.empty(dtype(), shape);
    StridedCopy.copy(this, target);
    return target;
  }

  /** A view of the same elements in another shape; this array must be dense. */
  public NdArray reshape(int... to) {
    if (!contiguous || Shapes.count(to) != count) {
      throw new IllegalArgumentException(
          "reshape: %s (%s) to %s"
              .formatted(Shapes.show(shape), contiguous ? "dense" : "a view", Shapes.show(to)));
    }
    return new NdArray(storage, to.clone(), Shapes.strides(to), offset);
  }

  /** A view with the dimensions in another order. */
  public NdArray permute(int... dims) {
    int[] newShape = new int[dims.length];
    int[] newStrides = new int[dims.length];
    for (int d = 0; d < dims.length; d++) {
      newShape[d] = shape[dims[d]];
      newStrides[d] = strides[dims[d]];
    }
    return new NdArray(storage, newShape, newStrides, offset);
  }

  /** A view with two dimensions swapped. */
  public NdArray transpose(int a, int b) {
    int[] dims = new int[shape.length];
    for (int d = 0; d < dims.length; d++) {
      dims[d] = d;
    }
    dims[a] = b;
    dims[b] = a;
    return permute(dims);
  }

  /** A view of shape {@code to} that repeats dimensions of size 1 and adds leading ones. */
  public NdArray expand(int... to) {
    int[] newStrides = new int[to.length];
    int lead = to.length - shape.length;
    for (int d = 0; d < to.length; d++) {
      int from = d - lead;
      boolean repeats = from < 0 || (shape[from] == 1 && to[d] != 1);
      if (from >= 0 && !repeats && shape[from] != to[d]) {
        throw new IllegalArgumentException(
            "expand: %s to %s: size %d at dimension %d is not 1"
                .formatted(Shapes.show(shape), Shapes.show(to), shape[from], from));
      }
      newStrides[d] = repeats ? 0 : strides[from];
    }
    if (lead < 0) {
      throw new IllegalArgumentException(
          "expand: %s to %s has fewer dimensions".formatted(Shapes.show(shape), Shapes.show(to)));
    }
    return new NdArray(storage, to.clone(), newStrides, offset);
  }

  /**
   * A view of {@code length} places of one dimension, from {@code start} on, {@code step} apart.
   */
  public NdArray slice(int dim, int start, int length, int step) {
    int[] newShape = shape.clone();
    int[] newStrides = strides.clone();
    newShape[dim] = length;
    newStrides[dim] = strides[dim] * step;
    // An empty slice keeps the old offset, because the computed one may lie outside the storage.
    int newOffset = Shapes.count(newShape) == 0 ? offset : offset + start * strides[dim];
    return new NdArray(storage, newShape, newStrides, newOffset);
  }

  @Override
  public String toString() {
    return dtype() + " " + Shapes.show(shape);
  }
}
