package results;

import dev.forja.Forward;

class Longs {
  @Forward
  long forward(int a) {
    return a;
  }
}
