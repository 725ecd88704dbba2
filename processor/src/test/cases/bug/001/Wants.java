package bug;

import dev.forja.Forward;

class Wants<T extends Comparable<T>> {
  final T model;

  Wants(T model) {
    this.model = model;
  }

  @Forward
  T first() {
    return model;
  }
}
