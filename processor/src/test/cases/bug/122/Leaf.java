package bug;

import dev.forja.Forward;

class Leaf {
  @Forward int forward(int x) { return x; }
}
