package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private final int width = 3;

  @Forward FakeTensor forward(@Shape("n width") FakeTensor x) { return new FakeTensor(width); } // error: [ShapeFieldPrivate] at "n width"
}
