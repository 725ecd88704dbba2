package warnings;

import dev.forja.Forward;

@Deprecated(forRemoval = true)
class Doomed {
  @Forward
  int forward(int x) {
    return x;
  }
}
