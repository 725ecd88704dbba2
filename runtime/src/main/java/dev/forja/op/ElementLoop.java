package dev.forja.op;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;

/** Divides the elements of a function that takes some time for each among the threads. */
final class ElementLoop {
  private ElementLoop() {}

  static void run(int n, Parallel.Range body) {
    if (n <= Thresholds.FUNCTION_ALONE) {
      body.run(0, n);
    } else {
      Parallel.ranges(n, Thresholds.ELEMENTWISE_SHARE, body);
    }
  }
}
