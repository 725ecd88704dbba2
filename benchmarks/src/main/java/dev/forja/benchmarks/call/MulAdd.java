package dev.forja.benchmarks.call;

import dev.forja.Forward;

/** The smallest model worth calling, {@code a * b + k}: a call takes about a nanosecond. */
final class MulAdd implements MulAddCall {
  private final int k;

  MulAdd(int k) {
    this.k = k;
  }

  @Override
  @Forward
  public int mulAdd(int a, int b) {
    return a * b + k;
  }
}
