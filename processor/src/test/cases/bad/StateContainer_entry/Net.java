package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final java.util.Map.Entry<String, FakeParameter> pair = null; // error: [StateContainer] at pair

  @Forward FakeTensor forward(FakeTensor x) { return pair.getValue(); }
}
