package dev.forja.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A Java array that several views may share, with a version that counts the in-place changes made
 * to it. Only parameters, buffers and optimiser state are ever changed. Code that changes them
 * calls {@link #touch}; code that kept the array for later compares versions.
 *
 * <p>Storage that belongs to a workspace ends with the workspace: its array is reused, and any
 * further use of the storage is an error.
 *
 * <p>Several threads may read it at once; writing is for one thread, while no other reads.
 */
public final class Storage {
  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(Storage.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Storage has no field for its version", e);
    }
  }

  private final DType type;
  private @Nullable Object data;
  private final int length;

  /**
   * Read with acquire and changed with release, so that a thread that sees a version also sees its
   * values.
   */
  @SuppressWarnings("unused") // through VERSION
  private int version;

  private final boolean shapeOnly;
  private boolean lasting;
  private volatile @Nullable Object derived;

  private Storage(DType type, @Nullable Object data, int length) {
    this.type = type;
    this.data = data;
    this.length = length;
    this.shapeOnly = data == null;
  }

  /**
   * New storage, zeroed.
   *
   * @throws IllegalArgumentException if {@code length} is negative or more than an array can hold
   */
  public static Storage allocate(DType type, int length) {
    var _ = Shapes.count(length);
    return new Storage(type, type.allocate(length), length);
  }

  /**
   * Storage of {@code length} elements that do not exist, for tensors of which only the type and
   * the shape are needed. Access to the elements is an error.
   */
  public static Storage shapeOnly(DType type, int length) {
    return new Storage(type, null, length);
  }

  /** Whether this was created by {@link #shapeOnly(DType, int)}, so that it has no elements. */
  public boolean isShapeOnly() {
    return shapeOnly;
  }

  /** Storage of the first elements of an array from a pool. */
  static Storage over(DType type, Object data, int length) {
    return new Storage(type, data, length);
  }

  /** Storage over an array, which the caller must not use afterwards. */
  public static Storage of(float[] data) {
    return new Storage(DType.F32, data, data.length);
  }

  /** Storage over an array, which the caller must not use afterwards. */
  public static Storage of(long[] data) {
    return new Storage(DType.I64, data, data.length);
  }

  /** Storage over an array, which the caller must not use afterwards. */
  public static Storage of(int[] data) {
    return new Storage(DType.I32, data, data.length);
  }

  /** Storage over an array, which the caller must not use afterwards. */
  public static Storage of(boolean[] data) {
    return new Storage(DType.BOOL, data, data.length);
  }

  /** The type of the elements, {@code dtype} in PyTorch. */
  public DType dtype() {
    return type;
  }

  /** The number of elements. */
  public int length() {
    return length;
  }

  /** The array of {@link DType#F32} storage. */
  public float[] floats() {
    if (data instanceof float[] array) {
      return array;
    }
    throw refuse("float[]");
  }

  /** The array of {@link DType#F16} and {@link DType#BF16} storage. */
  public short[] shorts() {
    if (data instanceof short[] array) {
      return array;
    }
    throw refuse("short[]");
  }

  /** The array of {@link DType#I64} storage. */
  public long[] longs() {
    if (data instanceof long[] array) {
      return array;
    }
    throw refuse("long[]");
  }

  /** The array of {@link DType#I32} storage. */
  public int[] ints() {
    if (data instanceof int[] array) {
      return array;
    }
    throw refuse("int[]");
  }

  /** The array of {@link DType#I8} and {@link DType#U8} storage. */
  public byte[] bytes() {
    if (data instanceof byte[] array) {
      return array;
    }
    throw refuse("byte[]");
  }

  /** The array of {@link DType#BOOL} storage. */
  public boolean[] booleans() {
    if (data instanceof boolean[] array) {
      return array;
    }
    throw refuse("boolean[]");
  }

  /** The array, whatever its type, for {@link System#arraycopy}. */
  public Object array() {
    Object array = data;
    if (array == null) {
      throw refuse("array");
    }
    return array;
  }

  private IllegalStateException refuse(String wanted) {
    if (data != null) {
      return new IllegalStateException("storage of " + type + " is no " + wanted);
    }
    if (shapeOnly) {
      return new IllegalStateException(
          "this tensor has a type and a shape, but no values: it was made to find out which sizes"
              + " follow from others, and nothing may read its elements");
    }
    return new IllegalStateException(
        "this tensor was computed in a Workspace that has ended, and its memory is used again: take"
            + " its values out of the block with toFloats(), or the tensor with keep(tensor)");
  }

  /**
   * Throws an exception if this storage has ended. To be called after reading the array, because
   * the workspace of another thread may have reused it in the meantime.
   */
  public void checkNotEnded() {
    VarHandle.loadLoadFence();
    array();
  }

  /** Releases the array and returns it. */
  Object end() {
    Object array = array();
    data = null;
    VarHandle.storeStoreFence();
    return array;
  }

  /** The number of in-place changes so far. */
  public int version() {
    return (int) VERSION.getAcquire(this);
  }

  /** Counts one in-place change. */
  public void touch() {
    int _ = (int) VERSION.getAndAddRelease(this, 1);
  }

  /** Marks the elements as read often and changed seldom, like those of a parameter. */
  public Storage lasting() {
    lasting = true;
    return this;
  }

  /** Whether it pays to cache values that are derived from these elements. */
  public boolean isLasting() {
    return lasting;
  }

  /**
   * The cached value that an op has derived from these elements; it lives as long as they do. The
   * reader must check that {@link #version} is still the version for which the value was computed.
   */
  public @Nullable Object derived() {
    return derived;
  }

  /** Caches a value derived from these elements, replacing the previous one. */
  public void derive(Object value) {
    derived = value;
  }
}
