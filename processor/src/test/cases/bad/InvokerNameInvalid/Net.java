package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(invoker = "a.Net") int forward(int a) { return a; } // error: [InvokerNameInvalid] at "a.Net"|invoker

  static int use() { return NetInvoker.of().call(1); }
}
