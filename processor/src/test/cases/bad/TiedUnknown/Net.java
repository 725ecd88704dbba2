package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final FakeParameter weight = new FakeParameter(1);

  @TiedTo("weigth") final FakeParameter decoder = weight; // error: [TiedUnknown] at "weigth"

  @Forward FakeTensor forward(FakeTensor x) { return decoder; }

  static FakeParameter use() { return NetInvoker.of().decoder(); }
}
