package dev.forja.benchmarks.call;

import dev.forja.Forward;
import dev.forja.Shape;

/** The same call as that of {@link Link}, with declared shapes. */
final class Contract {
  @Forward
  @Shape("n 16")
  Row pass(@Shape("n 16") Row row) {
    return row;
  }
}
