package inherited;

import dev.forja.Forward;

class Sub extends Leaf {
  @Override
  @Forward(entry = "own")
  int own(int x) {
    return x + 2;
  }
}
