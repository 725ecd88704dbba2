package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [BaseClash] at class|Net
  @Forward OtherTensor forward(FakeTensor x) { return new OtherTensor(); }

  static OtherTensor use() { return NetInvoker.of().call(new FakeTensor(1)); }
}
