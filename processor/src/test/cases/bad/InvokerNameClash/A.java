package bad;

import dev.forja.*;
import dev.forja.fake.*;

class A {
  static class B { // error: [InvokerNameClash] at class|B
    @Forward int forward(int a) { return a; }
  }
}
