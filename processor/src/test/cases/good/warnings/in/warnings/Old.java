package warnings;

import dev.forja.Forward;

@Deprecated
class Old {
  @Forward
  int forward(int x) {
    return x;
  }
}
