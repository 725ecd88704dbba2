package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward static FakeTensor forward(FakeTensor x) { return x; } // error: [ForwardStatic] at forward

  static FakeTensor use() { return NetInvoker.of().call(new FakeTensor(1)); }
}
