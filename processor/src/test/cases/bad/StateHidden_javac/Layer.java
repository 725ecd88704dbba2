package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Layer {
  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
