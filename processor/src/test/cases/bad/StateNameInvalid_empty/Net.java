package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Named("") final FakeParameter weight = new FakeParameter(2); // error: [StateNameInvalid] at ""

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
