package entries;

import dev.forja.Forward;

class Own {
  @Forward(entry = "apply")
  int first(int x) {
    return x;
  }

  @Forward(entry = "call")
  int second(int x) {
    return 2 * x;
  }
}
