package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net extends other.Base {
  @Forward FakeTensor forward(FakeTensor x) { return x; }

  static FakeParameter use() { return NetInvoker.of().weight(); }
}
