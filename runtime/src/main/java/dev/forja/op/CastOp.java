package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;

/**
 * Converts the elements to another type: fractions are truncated, integers wrap around, nonzero
 * values are true, and float16 and bfloat16 round to nearest even. Without a gradient. Immutable.
 */
public record CastOp(DType to) implements Op {
  @Override
  public String name() {
    return "to";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    return TensorType.owning(to, inputs[0].sizes()).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(convert(inputs[0].contiguous(allocator), to, allocator));
  }

  /** A dense array in another type. */
  public static NdArray convert(NdArray dense, DType to, Allocator allocator) {
    if (dense.dtype() == to) {
      return dense;
    }
    NdArray converted = allocator.empty(to, dense.shape());
    if (dense.dtype().isFloat() || to.isFloat()) {
      for (int i = 0; i < dense.count(); i++) {
        write(converted, i, read(dense, i));
      }
    } else {
      for (int i = 0; i < dense.count(); i++) {
        writeLong(converted, i, readLong(dense, i));
      }
    }
    return converted;
  }

  private static float read(NdArray array, int index) {
    int at = array.offset() + index;
    return switch (array.dtype()) {
      case F32 -> array.storage().floats()[at];
      case F16 -> Float.float16ToFloat(array.storage().shorts()[at]);
      case BF16 -> Float.intBitsToFloat(array.storage().shorts()[at] << 16);
      case I64, I32, I8, U8, BOOL -> readLong(array, index);
    };
  }

  private static long readLong(NdArray array, int index) {
    int at = array.offset() + index;
    return switch (array.dtype()) {
      case I64 -> array.storage().longs()[at];
      case I32 -> array.storage().ints()[at];
      case I8 -> array.storage().bytes()[at];
      case U8 -> array.storage().bytes()[at] & 0xff;
      case BOOL -> array.storage().booleans()[at] ? 1 : 0;
      case F32, F16, BF16 -> throw new AssertionError("floats are read as such");
    };
  }

  private static void write(NdArray array, int index, float value) {
    int at = array.offset() + index;
    switch (array.dtype()) {
      case F32 -> array.storage().floats()[at] = value;
      case F16 -> array.storage().shorts()[at] = Float.floatToFloat16(value);
      case BF16 -> array.storage().shorts()[at] = bfloat16(value);
      case BOOL -> array.storage().booleans()[at] = value != 0;
      case I64, I32, I8, U8 -> writeLong(array, index, (long) value);
    }
  }

  private static void writeLong(NdArray array, int index, long value) {
    int at = array.offset() + index;
    switch (array.dtype()) {
      case I64 -> array.storage().longs()[at] = value;
      case I32 -> array.storage().ints()[at] = (int) value;
      case I8, U8 -> array.storage().bytes()[at] = (byte) value;
      case BOOL -> array.storage().booleans()[at] = value != 0;
      case F32, F16, BF16 -> throw new AssertionError("floats are written as such");
    }
  }

  /** The upper half of the bits, rounded to nearest, ties to even; NaN stays NaN. */
  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
