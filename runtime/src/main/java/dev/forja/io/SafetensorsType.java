package dev.forja.io;

import dev.forja.array.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The element types of the safetensors format, under their names in the header. They are in the
 * order of the reference implementation, by ascending alignment; files are sorted by this order.
 *
 * <p>Immutable.
 */
public enum SafetensorsType {
  /** Truth values, one byte each. */
  BOOL(8, DType.BOOL),
  /** Floats of 4 bits, two to a byte. */
  F4(4, null),
  /** Floats of 6 bits: 2 of exponent, 3 of mantissa. */
  F6_E2M3(6, null),
  /** Floats of 6 bits: 3 of exponent, 2 of mantissa. */
  F6_E3M2(6, null),
  /** Unsigned bytes. */
  U8(8, DType.U8),
  /** Signed bytes. */
  I8(8, DType.I8),
  /** Floats of 8 bits: 5 of exponent, 2 of mantissa. */
  F8_E5M2(8, null),
  /** Floats of 8 bits: 4 of exponent, 3 of mantissa. */
  F8_E4M3(8, null),
  /** Scales of 8 bits: powers of two. */
  F8_E8M0(8, null),
  /** {@link #F8_E4M3} without infinities and negative zero. */
  F8_E4M3FNUZ(8, null),
  /** {@link #F8_E5M2} without infinities and negative zero. */
  F8_E5M2FNUZ(8, null),
  /** Signed integers of 16 bits. */
  I16(16, null),
  /** Unsigned integers of 16 bits. */
  U16(16, null),
  /** IEEE half precision. */
  F16(16, DType.F16),
  /** The upper half of a float32. */
  BF16(16, DType.BF16),
  /** Signed integers of 32 bits. */
  I32(32, DType.I32),
  /** Unsigned integers of 32 bits. */
  U32(32, null),
  /** IEEE single precision. */
  F32(32, DType.F32),
  /** Complex numbers: two floats of 32 bits. */
  C64(64, null),
  /** IEEE double precision. */
  F64(64, null),
  /** Signed integers of 64 bits. */
  I64(64, DType.I64),
  /** Unsigned integers of 64 bits. */
  U64(64, null);

  private static final Map<String, SafetensorsType> BY_NAME = new HashMap<>();

  static {
    for (SafetensorsType type : values()) {
      BY_NAME.put(type.name(), type);
    }
  }

  private final int bits;
  private final @Nullable DType arrayType;

  SafetensorsType(int bits, @Nullable DType arrayType) {
    this.bits = bits;
    this.arrayType = arrayType;
  }

  /** The type with this name in a header, if there is one. */
  public static Optional<SafetensorsType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The type that stores arrays of {@code type}. */
  public static SafetensorsType of(DType type) {
    return valueOf(type.name());
  }

  /** The size of one element, in bits. */
  public int bits() {
    return bits;
  }

  /** The type of arrays with these elements; empty if Forja has none. */
  public Optional<DType> arrayType() {
    return Optional.ofNullable(arrayType);
  }

  /** Whether {@link SafetensorsFile#readFloat32} can read elements of this type. */
  public boolean convertsToFloat32() {
    return this == F32 || this == F16 || this == BF16 || this == F64;
  }
}
