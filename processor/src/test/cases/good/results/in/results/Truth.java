package results;

import dev.forja.Forward;

class Truth {
  @Forward
  boolean forward(String text) {
    return text.isEmpty();
  }
}
