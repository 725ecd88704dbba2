package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Integers that stand for floats by a scale and a zero point: {@code x = (q - zero) * scale}.
 * Products and sums of integers are exact.
 */
final class Quantized {
  private Quantized() {}

  static void addTo(OperatorTable table) {
    table.add(
        "QuantizeLinear", "axis block_size output_dtype precision saturate", Quantized::quantize);
    table.add("DequantizeLinear", "axis block_size output_dtype", Quantized::dequantize);
    table.add("DynamicQuantizeLinear", "", Quantized::dynamic);
    table.add("MatMulInteger", "", Quantized::matmulInteger);
    table.add("QLinearMatMul", "", Quantized::qlinearMatmul);
    String windows = "auto_pad dilations group kernel_shape pads strides";
    table.add("ConvInteger", windows, Quantized::convInteger);
    table.add("QLinearConv", windows, Quantized::qlinearConv);
  }

  /** A scale or zero point, aligned with the dimension that it belongs to, or with blocks of it. */
  private static Tensor aligned(Call call, Tensor x, Tensor one) {
    if (one.count() == 1 && one.rank() <= 1) {
      return one.reshape();
    }
    int axis = call.axis("axis", 1, x.rank());
    if (one.rank() == x.rank()) {
      int block = call.node().small("block_size", 0);
      if (block < 1) {
        throw new IllegalArgumentException("'block_size' is %d".formatted(block));
      }
      return Types.keep(one, each -> each.repeatInterleave(block, axis))
          .slice(axis, 0, x.size(axis));
    }
    int[] shape = new int[x.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = one.count();
    return one.reshape(shape);
  }

  private static void quantize(Call call) {
    Tensor x = call.x(0).to(DType.F32);
    Tensor scale = aligned(call, x, call.floats(1));
    @Nullable Tensor zero = call.optional(2);
    long named = call.node().integer("output_dtype", 0);
    DType type = zero != null ? zero.dtype() : named == 0 ? DType.U8 : Types.of(named);
    Tensor offset = zero == null ? null : aligned(call, x, zero).to(DType.F32);
    call.give(quantized(x, scale, offset, type));
  }

  /** Rounds to even and holds to the range of the type. */
  private static Tensor quantized(Tensor x, Tensor scale, @Nullable Tensor zero, DType type) {
    if (type != DType.U8 && type != DType.I8) {
      throw new IllegalArgumentException(
          "it quantizes to %s, expected int8 or uint8".formatted(type));
    }
    Tensor rounded = x.div(scale).round();
    Tensor moved = zero == null ? rounded : rounded.add(zero);
    return moved.clamp(type == DType.U8 ? 0 : -128, type == DType.U8 ? 255 : 127).to(type);
  }

  private static void dequantize(Call call) {
    Tensor x = call.x(0);
    if (x.dtype().isFloat()) {
      throw new IllegalArgumentException("its input is %s, expected integers".formatted(x.dtype()));
    }
    Tensor scale = aligned(call, x, call.floats(1));
    @Nullable Tensor zero = call.optional(2);
    Tensor wide = x.to(DType.I64);
    Tensor moved = zero == null ? wide : wide.sub(aligned(call, x, zero).to(DType.I64));
    call.give(moved.to(DType.F32).mul(scale));
  }

  /** The range of x with zero in it is spread over 0 to 255; where all are 0, the scale is 1. */
  private static void dynamic(Call call) {
    Tensor x = call.floats(0);
    Tensor least = x.count() == 0 ? Tensor.scalar(0) : x.amin().clampMax(0);
    Tensor most = x.count() == 0 ? Tensor.scalar(0) : x.amax().clampMin(0);
    Tensor scale = most.sub(least).div(Tensor.scalar(255));
    Tensor safe = Tensor.where(scale.eq(0), Tensor.scalar(1), scale);
    Tensor zero = least.neg().div(safe).clamp(0, 255).round();
    call.give(quantized(x, safe, zero, DType.U8));
    call.give(safe);
    call.give(zero.to(DType.U8));
  }

  /** Integers of 8 bits in float32. */
  private static Tensor small(Tensor x) {
    if (x.dtype() != DType.U8 && x.dtype() != DType.I8) {
      throw new IllegalArgumentException(
          "an input is %s, expected int8 or uint8".formatted(x.dtype()));
    }
    return x.to(DType.F32);
  }

  /** Integers less their zero point, which may be one for each row or column, in float32. */
  private static Tensor centred(Tensor x, @Nullable Tensor zero, boolean rows) {
    Tensor wide = small(x);
    if (zero == null) {
      return wide;
    }
    Tensor moved = small(zero);
    return wide.sub(rows && moved.rank() == 1 && moved.count() > 1 ? moved.unsqueeze(1) : moved);
  }

  private static void matmulInteger(Call call) {
    Tensor a = centred(call.x(0), call.optional(2), true);
    Tensor b = centred(call.x(1), call.optional(3), false);
    call.give(SmallIntegers.matmul(a, b).to(DType.I32));
  }

  private static void qlinearMatmul(Call call) {
    Tensor a = centred(call.x(0), call.x(2), true);
    Tensor b = centred(call.x(3), call.x(5), false);
    Tensor product = SmallIntegers.matmul(a, b).to(DType.F32);
    Tensor scale = rowed(call.x(1)).mul(call.x(4)).div(call.x(6));
    call.give(
        quantized(
            product.mul(scale), Tensor.scalar(1), call.x(7).to(DType.F32), call.x(7).dtype()));
  }

  private static Tensor rowed(Tensor scale) {
    return scale.rank() == 1 && scale.count() > 1 ? scale.unsqueeze(1) : scale;
  }

  private static void convInteger(Call call) {
    Tensor x = small(call.x(0));
    Tensor weight = call.x(1);
    Tensor zero = call.has(2) ? small(call.x(2)).reshape() : Tensor.scalar(0);
    Tensor y =
        SmallIntegers.conv(
            x.sub(zero),
            perChannel(weight, call.optional(3)),
            Convolutions.windows(call, x, weight),
            call.node().small("group", 1));
    call.give(y.to(DType.I32));
  }

  private static Tensor perChannel(Tensor weight, @Nullable Tensor zero) {
    Tensor wide = small(weight);
    return zero == null ? wide : wide.sub(channels(small(zero), weight.rank()));
  }

  private static Tensor channels(Tensor one, int rank) {
    if (one.count() == 1) {
      return one.reshape();
    }
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[0] = one.count();
    return one.reshape(shape);
  }

  private static void qlinearConv(Call call) {
    Tensor x = small(call.x(0)).sub(small(call.x(2)).reshape());
    Tensor weight = call.x(3);
    Tensor y =
        SmallIntegers.conv(
            x,
            perChannel(weight, call.x(5)),
            Convolutions.windows(call, x, weight),
            call.node().small("group", 1));
    int rank = x.rank() - 1;
    if (call.has(8)) {
      y = y.to(DType.I64).add(channels(call.x(8).to(DType.I64), rank));
    }
    Tensor scale = channels(call.x(1).reshape().mul(call.x(4)).div(call.x(6).reshape()), rank);
    Tensor zero = call.x(7);
    call.give(
        quantized(
            y.to(DType.F32).mul(scale),
            Tensor.scalar(1),
            zero.to(DType.F32).reshape(),
            zero.dtype()));
  }
}
