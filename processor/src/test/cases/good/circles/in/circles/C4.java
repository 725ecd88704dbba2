package circles;

import dev.forja.Forward;

class C4<T> {
  final Six next = Six.of();
  final T end;

  C4(T end) {
    this.end = end;
  }

  @Forward
  int depth(T x) {
    return next.call() + 1;
  }
}
