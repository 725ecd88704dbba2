package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net extends Base {
  @Named("weight") final FakeParameter other = new FakeParameter(2); // error: [StateNameTwice] at "weight"

  @Forward FakeTensor forward(FakeTensor x) { return other; }
}
