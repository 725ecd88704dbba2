package bad;

import dev.forja.*;
import dev.forja.fake.*;

class A_B { // error: [InvokerNameClash] at class|A_B
  @Forward int forward(int a) { return a; }
}
