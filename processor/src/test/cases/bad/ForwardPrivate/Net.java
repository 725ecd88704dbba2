package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward private FakeTensor forward(FakeTensor x) { return x; } // error: [ForwardPrivate] at forward

  static FakeTensor use(NetInvoker net) { return net.call(new FakeTensor(1)); }
}
