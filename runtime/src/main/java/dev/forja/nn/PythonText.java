package dev.forja.nn;

import static java.util.stream.Collectors.joining;

import dev.forja.tensor.PaddingMode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** Formats values like Python, for output in PyTorch's format. */
final class PythonText {
  private PythonText() {}

  static String of(boolean value) {
    return value ? "True" : "False";
  }

  /** The shortest representation of this number: 0.1, 1e-05. */
  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String sign = exponent < 0 ? "-" : "+";
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, sign, Math.abs(exponent));
  }

  /** A tuple: {@code (3, 5)}, {@code (3,)}. */
  static String tuple(int... values) {
    String items = Arrays.stream(values).mapToObj(Integer::toString).collect(joining(", "));
    return values.length == 1 ? "(" + items + ",)" : "(" + items + ")";
  }

  /** A padding mode as the last option of a convolution; empty for zeros. */
  static String unlessZeros(PaddingMode mode) {
    return mode == PaddingMode.ZEROS
        ? ""
        : ", padding_mode=" + mode.name().toLowerCase(Locale.ROOT);
  }
}
