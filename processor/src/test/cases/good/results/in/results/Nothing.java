package results;

import dev.forja.Forward;

class Nothing {
  int calls;

  @Forward
  void forward() {
    calls++;
  }
}
