package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward int forward(@Shape("n") int x) { return x; } // error: [ShapeNotTensor] at @Shape
}
