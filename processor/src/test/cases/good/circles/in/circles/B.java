package circles;

import dev.forja.Forward;

class B {
  AInvoker a;

  @Forward
  int forward(int x) {
    return x;
  }
}
