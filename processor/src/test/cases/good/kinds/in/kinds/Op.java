package kinds;

import dev.forja.Forward;

enum Op {
  ADD,
  TIMES;

  @Forward
  int apply(int a, int b) {
    return this == ADD ? a + b : a * b;
  }
}
