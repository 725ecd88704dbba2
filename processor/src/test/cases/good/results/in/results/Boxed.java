package results;

import dev.forja.Forward;

class Boxed {
  @Forward
  Integer forward(Integer a) {
    return a;
  }
}
