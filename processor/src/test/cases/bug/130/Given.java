package bug;

import dev.forja.*;
import dev.forja.fake.*;

class Given {
  interface Many {
    FakeTensor call(FakeTensor... x);
  }

  @Forward(as = Many.class)
  FakeTensor forward(FakeTensor[] x) {
    return x[0];
  }
}
