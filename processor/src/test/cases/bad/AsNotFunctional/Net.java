package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(implementing = java.util.List.class) int forward(int a) { return a; } // error: [AsNotFunctional] at .class)|implementing =

  static int use() { return NetInvoker.of().call(1); }
}
