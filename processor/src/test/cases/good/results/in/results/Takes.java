package results;

import dev.forja.Forward;

class Takes {
  @Forward
  void forward(String text, long at) {}
}
