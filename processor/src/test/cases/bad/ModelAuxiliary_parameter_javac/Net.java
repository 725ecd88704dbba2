package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward
  FakeTensor forward(FakeTensor x, Cache cache) {
    return x;
  }
}

class Cache { // note: [ModelAuxiliary] at class
  FakeTensor keys = new FakeTensor(1);
}
