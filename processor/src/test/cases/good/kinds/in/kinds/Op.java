package kinds;

import dev.forja.Forward;

enum Op {
  ADD,
  TIMES,
  MINUS {
    @Override
    @Forward
    int apply(int a, int b) {
      return a - b;
    }
  };

  @Forward
  int apply(int a, int b) {
    return this == ADD ? a + b : a * b;
  }
}
