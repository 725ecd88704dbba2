package bad;

import dev.forja.*;
import dev.forja.fake.*;

interface Net {
  @Forward FakeTensor forward(FakeTensor x); // error: [ForwardInInterface] at forward

  static FakeTensor use(Net net) { return NetInvoker.wrap(net).call(new FakeTensor(1)); }
}
