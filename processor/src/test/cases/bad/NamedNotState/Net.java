package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Named("w") final FakeTensor weight = new FakeTensor(2); // error: [NamedNotState] at @Named

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
