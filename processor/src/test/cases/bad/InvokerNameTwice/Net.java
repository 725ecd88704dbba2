package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(invoker = "One") int forward(int a) { return a; }

  @Forward(invoker = "Two") int encode(int a) { return a; } // error: [InvokerNameTwice] at "Two"|invoker

  static int use() { return One.of().call(1); }
}
