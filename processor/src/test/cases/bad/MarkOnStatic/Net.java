package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Buffer static final FakeTensor MEAN = new FakeTensor(1); // error: [MarkOnStatic] at @Buffer

  @Forward FakeTensor forward(FakeTensor x) { return MEAN; }

  static FakeTensor use() { return NetInvoker.of().call(MEAN); }
}
