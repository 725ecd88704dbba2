package org.example.contract;

import dev.forja.Forward;
import java.util.List;

/** A model without tensors, generic, and a function of the JDK. */
final class Counter<T> {
  @Forward
  int count(List<? extends T> values) {
    return values.size();
  }
}
