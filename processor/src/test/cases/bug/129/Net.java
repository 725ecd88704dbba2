// On ecj, a number that a child hides was taken for a child that cannot be read.
package bug;

import dev.forja.*;
import dev.forja.fake.*;

class Net extends Base {
  final FakeLayer layer = new FakeLayer();

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
