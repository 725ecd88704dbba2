package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private final FakeParameter weight = new FakeParameter(2); // error: [StatePrivate] at weight

  @Forward FakeTensor forward(FakeTensor x) { return weight; }

  static FakeParameter use() { return NetInvoker.of().weight(); }
}
