// A method with varargs was implemented by one without, and the other way round, which is a warning.
package bug;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Many {
    FakeTensor all(FakeTensor... x);
  }

  @Forward(as = Many.class)
  FakeTensor forward(FakeTensor... x) {
    return x[0];
  }
}
