package dev.forja.onnx.exporter;

import java.util.List;

/**
 * A number that follows from the sizes of the inputs: {@code numerator * product of some sizes /
 * denominator + offset}.
 *
 * @param factors places among the dynamic sizes of the graph
 */
record Size(long numerator, long denominator, List<Integer> factors, long offset) {
  static Size fixed(long value) {
    return new Size(value, 1, List.of(), 0);
  }

  boolean isFixed() {
    return factors.isEmpty();
  }
}
