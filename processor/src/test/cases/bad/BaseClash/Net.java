package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [BaseClash]
  @Forward OtherTensor forward(FakeTensor x) { return new OtherTensor(); }

  static OtherTensor use() { return NetInvoker.of().call(new FakeTensor(1)); }
}
