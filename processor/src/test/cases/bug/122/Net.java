// Beside a constructor that takes an invoker not made yet, javac lost another of as many arguments.
package bug;

import dev.forja.Forward;

class Net {
  Net(LeafInvoker leaf) {}

  Net(double scale) {}

  @Forward int forward(int x) { return x; }

  static NetInvoker scaled() { return NetInvoker.of(2.0); }

  static NetInvoker over(LeafInvoker leaf) { return NetInvoker.of(leaf); }
}
