package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward
  @Shape("n classes") // error: [ShapeUnbound] at "n classes"
  FakeTensor forward(@Shape("n _") FakeTensor x) { return x; }
}
