// An interface that gets its method twice was no functional interface, and ecj took the hidden one of the two.
package bug;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Top<A> {
    Object run(A a);
  }

  interface Mid<A extends FakeTensor> extends Top<A> {
    FakeTensor run(A a);
  }

  interface Low extends Top<FakeTensor>, Mid<FakeTensor> {}

  @Forward(as = Low.class)
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
