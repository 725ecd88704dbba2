package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(as = java.util.List.class) int forward(int a) { return a; } // error: [AsNotFunctional] at .class)|as =

  static int use() { return NetInvoker.of().call(1); }
}
