package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(implementing = Runnable.class) int forward(int a) { return a; } // error: [AsUnfit] at .class)|implementing =

  static int use() { return NetInvoker.of().call(1); }
}
