package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward FakeTensor forward(@Shape("n 2*k") FakeTensor x) { return x; } // error: [ShapeInvalid] at "n 2*k"

  static FakeTensor use() { return NetInvoker.of().call(new FakeTensor(1)); }
}
