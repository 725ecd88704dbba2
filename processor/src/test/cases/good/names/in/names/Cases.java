package names;

import dev.forja.Forward;

class Cases {
  @Forward
  int forward(int x, int X, int forward) {
    return 10 * x + X + forward;
  }
}
