package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @RenamedFrom("w") final FakeParameter weight = new FakeParameter(1);
  @RenamedFrom("w") final FakeParameter other = new FakeParameter(1); // error: [RenamedTwice] at "w"

  @Forward FakeTensor forward(FakeTensor x) { return other; }
}
