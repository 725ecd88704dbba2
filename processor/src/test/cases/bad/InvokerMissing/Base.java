package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Base {
  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
