package dev.forja.benchmarks.call;

import dev.forja.Forward;

/** A model whose call takes and returns a reference, and does no work. */
final class Link {
  @Forward
  Object pass(Object value) {
    return value;
  }
}
