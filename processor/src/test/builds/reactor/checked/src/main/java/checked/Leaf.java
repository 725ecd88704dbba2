package checked;

import dev.forja.Forward;

/** A part of another model. */
final class Leaf {
  @Forward
  int forward(int x) {
    return x + 1;
  }
}
