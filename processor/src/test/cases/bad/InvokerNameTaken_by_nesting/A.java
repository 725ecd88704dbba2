package bad;

import dev.forja.*;
import dev.forja.fake.*;

class A {
  static class B { // error: [InvokerNameTaken]
    @Forward int forward(int a) { return a; }
  }
}
