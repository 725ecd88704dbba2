package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Named("a.b") final FakeParameter weight = new FakeParameter(2); // error: [StateNameInvalid] at "a.b"

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
