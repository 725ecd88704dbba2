package dev.forja.benchmarks.stress;

import dev.forja.Forward;

/** The smallest model. */
final class Twice {
  @Forward
  int twice(int x) {
    return 2 * x;
  }
}
