package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net<T> {
  @Forward(invoker = "T") // error: [InvokerNameHides] at "T"|invoker =
  FakeTensor forward(FakeTensor x) {
    return x;
  }

  static FakeTensor use(NetInvoker<?> net) {
    return net.call(new FakeTensor(1));
  }
}
