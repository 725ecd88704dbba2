package makers;

import dev.forja.Forward;
import java.io.IOException;
import java.util.List;

class Wraps<T> {
  final T value;

  Wraps(T value) {
    this.value = value;
  }

  <X extends T, E extends Exception> Wraps(List<? extends X> from, Class<E> failure)
      throws E, IOException {
    if (from.isEmpty()) throw new IOException(failure.getName());
    this.value = from.get(0);
  }

  <T> Wraps(T hidden, int unused) {
    this.value = null;
  }

  @Forward
  T forward(T x) {
    return value == null ? x : value;
  }
}
