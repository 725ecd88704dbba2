package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error on ecj: [TypePrivate] at Net
  private record Inner(FakeParameter weight) {}

  record Outer(
      Inner inner, // error on javac: [TypePrivate] at inner,
      int size) {}

  final Outer outer = new Outer(new Inner(new FakeParameter(1)), 1);

  @Forward
  int forward(int x) {
    return x;
  }

  static Outer use() {
    return NetInvoker.of().outer();
  }
}
