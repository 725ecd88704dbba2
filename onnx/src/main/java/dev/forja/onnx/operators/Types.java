package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The types of ONNX as those of tensors. Integers are computed in int64 and wrapped to their type;
 * float16, bfloat16 and double are computed in float32, the first two rounded where a node converts
 * to them. Safe for use by many threads.
 */
public final class Types {
  private static final String[] NAMES = {
    "undefined",
    "float",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
    "float16",
    "double",
    "uint32",
    "uint64",
    "complex64",
    "complex128",
    "bfloat16",
    "float8e4m3fn",
    "float8e4m3fnuz",
    "float8e5m2",
    "float8e5m2fnuz",
    "uint4",
    "int4",
    "float4e2m1"
  };

  private Types() {}

  /** The name of a type of ONNX by its number. */
  public static String name(long type) {
    return type >= 0 && type < NAMES.length ? NAMES[(int) type] : "type " + type;
  }

  /** Whether tensors of this type of ONNX can be held. */
  public static boolean isHeld(long type) {
    return type == 1
        || type == 2
        || type == 3
        || type == 6
        || type == 7
        || (type >= 9 && type <= 11)
        || type == 16;
  }

  /** The type that holds values of a type of ONNX. */
  public static DType of(long type) {
    return switch (Math.toIntExact(type)) {
      case 1, 10, 11, 16 -> DType.F32;
      case 2 -> DType.U8;
      case 3 -> DType.I8;
      case 6 -> DType.I32;
      case 7 -> DType.I64;
      case 9 -> DType.BOOL;
      default -> throw new IllegalArgumentException("there are no tensors of " + name(type));
    };
  }

  /** Whether a type is computed in int64 and wrapped. */
  static boolean isSmall(DType type) {
    return type == DType.I32 || type == DType.I8 || type == DType.U8;
  }

  /** A function of float32, int64 (and bool) applied to any type, with its type restored. */
  static Tensor keep(Tensor x, UnaryOperator<Tensor> f) {
    return isSmall(x.dtype()) ? f.apply(x.to(DType.I64)).to(x.dtype()) : f.apply(x);
  }

  /** The same, for functions that take no bool. */
  static Tensor keepNumber(Tensor x, UnaryOperator<Tensor> f) {
    return isSmall(x.dtype()) || x.dtype() == DType.BOOL
        ? f.apply(x.to(DType.I64)).to(x.dtype())
        : f.apply(x);
  }

  /** Two tensors of one type. */
  static Tensor both(Tensor a, Tensor b, BinaryOperator<Tensor> f) {
    requireAlike(a, b);
    return isSmall(a.dtype())
        ? f.apply(a.to(DType.I64), b.to(DType.I64)).to(a.dtype())
        : f.apply(a, b);
  }

  static void requireAlike(Tensor a, Tensor b) {
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          "its inputs are %s and %s, expected one type".formatted(a.dtype(), b.dtype()));
    }
  }

  /** Integers as int64, floats as they are. */
  static Tensor wide(Tensor x) {
    return isSmall(x.dtype()) || x.dtype() == DType.BOOL ? x.to(DType.I64) : x;
  }
}
