package bad;

import dev.forja.*;
import java.util.function.*;

class Net {
  @Forward(implementing = Function.class) String forward(String x) { return x; }

  @Forward(implementing = BiFunction.class) String both(String x, String y) { return x + y; } // error: [AsClash] at .class)|implementing =

  static String use() { return NetInvoker.of().both("a", NetInvoker.of().apply("b")); }
}
