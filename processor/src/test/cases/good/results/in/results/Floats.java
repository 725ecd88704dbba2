package results;

import dev.forja.Forward;

class Floats {
  @Forward
  float forward(float a, byte b, short c, char d, boolean e) {
    return e ? a + b + c + d : 0;
  }
}
