package dev.forja.array;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A Java array that several views may share, with a version that counts the changes made to it in
 * place. Only parameters, buffers and optimiser state are ever changed; whoever does so calls
 * {@link #touch}, and whoever kept the array for later compares versions.
 *
 * <p>Storage of a workspace ends with it: its array is used again, and touching the storage is an
 * error.
 */
public final class Storage {
  private final DType type;
  private @Nullable Object data;
  private final int length;
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

  /** New storage, zeroed. */
  public static Storage allocate(DType type, int length) {
    return new Storage(type, type.allocate(length), length);
  }

  /**
   * Storage of so many elements that has none: for tensors of which only the type and the shape are
   * asked. Touching the elements is an error.
   */
  public static Storage shapeOnly(DType type, int length) {
    return new Storage(type, null, length);
  }

  /** Whether this was made by {@link #shapeOnly(DType, int)}, so that it has no elements. */
  public boolean isShapeOnly() {
    return shapeOnly;
  }

  /** Storage over the first elements of an array of a pool. */
  static Storage over(DType type, Object data, int length) {
    return new Storage(type, data, length);
  }

  /** Storage over an array that the caller gives away. */
  public static Storage of(float[] data) {
    return new Storage(DType.F32, data, data.length);
  }

  /** Storage over an array that the caller gives away. */
  public static Storage of(long[] data) {
    return new Storage(DType.I64, data, data.length);
  }

  /** Storage over an array that the caller gives away. */
  public static Storage of(int[] data) {
    return new Storage(DType.I32, data, data.length);
  }

  /** Storage over an array that the caller gives away. */
  public static Storage of(boolean[] data) {
    return new Storage(DType.BOOL, data, data.length);
  }

  /** The type of the elements. */
  public DType type() {
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
   * Throws if this storage has ended: for whoever has read its array, since what another thread's
   * workspace took back in the meantime may have been written to.
   */
  public void checkNotEnded() {
    VarHandle.loadLoadFence();
    array();
  }

  /** Lets go of the array, and gives it. */
  Object end() {
    Object array = array();
    data = null;
    VarHandle.storeStoreFence();
    return array;
  }

  /** How often this storage was changed in place. */
  public int version() {
    return version;
  }

  /** Counts one change in place. */
  public void touch() {
    version++;
  }

  /** Says that these elements will be read again and again, and change seldom: a parameter's. */
  public Storage lasting() {
    lasting = true;
    return this;
  }

  /** Whether it pays to keep what can be computed from these elements alone. */
  public boolean isLasting() {
    return lasting;
  }

  /**
   * What an op has computed from these elements and keeps with them, so that it lives as long as
   * they do. Whoever reads it compares {@link #version} with that of its making.
   */
  public @Nullable Object derived() {
    return derived;
  }

  /** Keeps what was computed from these elements, in the place of what was kept before. */
  public void derive(Object value) {
    derived = value;
  }
}
