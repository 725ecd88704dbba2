package kinds;

import dev.forja.Forward;

class Native {
  @Forward
  native int run();

  @Forward
  int other() {
    return 1;
  }
}
