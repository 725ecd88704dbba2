package names;

import dev.forja.Forward;

class Object {
  @Forward
  int forward(int self, int out, int invoker, int hook, int value, int this_, int arg0) {
    return self + out + invoker + hook + value + this_ + arg0;
  }
}
