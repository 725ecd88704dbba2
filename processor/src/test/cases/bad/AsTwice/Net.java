package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(implementing = java.util.function.IntUnaryOperator.class) int forward(int a) { return a; }

  @Forward(implementing = java.util.function.IntUnaryOperator.class) int encode(int a) { return a; } // error: [AsTwice] at .class)|implementing =

  static int use() { return NetInvoker.of().encode(1); }
}
