package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(as = java.util.function.Function.class) String forward(Integer a) { return ""; }

  @Forward(as = java.util.function.BiFunction.class) String pair(Integer a, Integer b) { return ""; } // error: [AsClash]

  static String use() { return NetInvoker.of().pair(1, 2); }
}
