package bad;

import dev.forja.*;
import java.util.function.*;

class Net {
  @Forward(as = Function.class) String forward(String x) { return x; }

  @Forward(as = BiFunction.class) String both(String x, String y) { return x + y; } // error: [AsClash] at .class)|as =

  static String use() { return NetInvoker.of().both("a", NetInvoker.of().apply("b")); }
}
