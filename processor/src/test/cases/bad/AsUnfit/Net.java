package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(as = Runnable.class) int forward(int a) { return a; } // error: [AsUnfit] at .class)|as =

  static int use() { return NetInvoker.of().call(1); }
}
