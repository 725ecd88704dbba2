package results;

import dev.forja.Forward;

class Ints {
  @Forward
  int forward(int a, int b) {
    return a * b;
  }
}
