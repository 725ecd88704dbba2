package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(as = java.util.function.IntUnaryOperator.class) int forward(int a) { return a; }

  @Forward(as = java.util.function.IntUnaryOperator.class) int encode(int a) { return a; } // error: [AsTwice] at .class)|as =

  static int use() { return NetInvoker.of().encode(1); }
}
