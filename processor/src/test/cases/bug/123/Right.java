package bug;

import dev.forja.Forward;

class Right {
  Right(double scale) {}

  Right(LeftInvoker left) {}

  @Forward int forward(int x) { return x; }

  static RightInvoker around(LeftInvoker left) { return RightInvoker.of(left); }

  static RightInvoker scaled() { return RightInvoker.of(2.0); }
}
