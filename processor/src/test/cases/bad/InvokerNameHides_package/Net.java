package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(invoker = "dev") // error: [InvokerNameHides] at "dev"|invoker =
  FakeTensor forward(FakeTensor x) {
    return x;
  }

  static FakeTensor use(NetInvoker net) {
    return net.call(new FakeTensor(1));
  }
}
