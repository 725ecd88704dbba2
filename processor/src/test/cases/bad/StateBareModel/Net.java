package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final Layer layer = new Layer(); // error: [StateBareModel] at layer

  @Forward FakeTensor forward(FakeTensor x) { return layer.forward(x); }

  static Layer use() { return NetInvoker.of().layer(); }
}
