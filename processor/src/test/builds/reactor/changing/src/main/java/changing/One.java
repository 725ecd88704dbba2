package changing;

import dev.forja.Forward;

class One {
  @Forward
  int forward(int x) {
    return x;
  }
}
