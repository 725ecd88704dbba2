package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values as they are written in Java. */
final class Literals {
  private Literals() {}

  /** A float. */
  static String number(float number) {
    if (Float.isNaN(number)) {
      return "Float.NaN";
    }
    return Float.isInfinite(number)
        ? "Float." + (number > 0 ? "POSITIVE" : "NEGATIVE") + "_INFINITY"
        : number + "f";
  }

  /** A text in quotes; characters outside of ASCII by their number. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          boolean plain = c >= ' ' && c < 127;
          String escape = c < 128 ? "\\%03o" : "\\u%04x";
          quoted.append(plain ? String.valueOf(c) : escape.formatted((int) c));
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** A small constant. */
  static String tensor(Tensor tensor) {
    boolean floats = tensor.dtype().isFloat();
    List<String> elements = new ArrayList<>();
    if (floats) {
      for (float element : tensor.toFloats()) {
        elements.add(number(element));
      }
    } else if (tensor.dtype() == DType.BOOL) {
      for (long element : tensor.to(DType.I64).toLongs()) {
        elements.add(element == 0 ? "false" : "true");
      }
    } else {
      for (long element : tensor.toLongs()) {
        elements.add(element + "L");
      }
    }
    String list = String.join(", ", elements);
    String conversion =
        floats || isKept(tensor.dtype()) ? "" : ".to(DType." + tensor.dtype().name() + ")";
    if (tensor.rank() == 0 && tensor.dtype() != DType.BOOL) {
      String number =
          floats ? "Tensor.scalar(" + scalar(tensor) : "Tensor.scalarLong(" + elements.getFirst();
      return number + ")" + conversion;
    }
    boolean row = tensor.rank() == 1;
    String shape = row ? "" : ".reshape(" + joined(tensor.shape()) + ")";
    String of =
        floats
            ? "Tensor.vector(" + list + ")"
            : tensor.dtype() == DType.BOOL
                ? "Tensor.of(new boolean[] {" + list + "})"
                : "Tensor.ofLongs(" + list + ")";
    return of + conversion + shape;
  }

  private static boolean isKept(DType type) {
    return type == DType.I64 || type == DType.BOOL;
  }

  private static String scalar(Tensor tensor) {
    float number = tensor.toFloats()[0];
    return Float.isFinite(number) ? Elementwise.number(number) : number(number);
  }

  static String joined(int[] numbers) {
    return String.join(", ", Arrays.stream(numbers).mapToObj(Integer::toString).toList());
  }
}
