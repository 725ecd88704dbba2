package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @RenamedFrom("") final FakeParameter weight = new FakeParameter(1); // error: [StateNameInvalid] at ""

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
