package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @RenamedFrom("w") final FakeTensor weight = new FakeTensor(2); // error: [RenamedNotState] at @RenamedFrom

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
