package dev.forja.benchmarks;

import dev.forja.Forward;

/** The smallest model worth calling: {@code a * b + k}. */
final class MulAdd {
  private final int k;

  MulAdd(int k) {
    this.k = k;
  }

  @Forward
  int mulAdd(int a, int b) {
    return a * b + k;
  }
}
