package dev.forja.benchmarks.call;

import dev.forja.Forward;

/** A model whose call takes about 100 nanoseconds: a chain of steps that cannot overlap. */
final class Spin {
  @Forward
  long spin(long seed) {
    long x = seed | 1;
    for (int i = 0; i < 80; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
