// Of two classes that take each other's invokers javac hides a member each, and neither can wait for the other.
package bug;

import dev.forja.Forward;

class Left {
  Left(RightInvoker right) {}

  Left(double scale) {}

  int scale(RightInvoker right) { return 1; }

  @Forward int scale(int x) { return x; }

  static LeftInvoker scaled() { return LeftInvoker.of(2.0); }

  static int call(LeftInvoker left) { return left.call(3); }
}
