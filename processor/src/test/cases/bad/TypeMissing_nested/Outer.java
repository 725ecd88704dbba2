package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Outer {
  static class Layer {
    @Forward FakeTensor forward(FakeTensor x) { return x; }
  }

  static class Net { // error: [TypeMissing] at class|Net
    LayerInvoker layer;

    @Forward FakeTensor forward(FakeTensor x) { return x; }
  }
}
