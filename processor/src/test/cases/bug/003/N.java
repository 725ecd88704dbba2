// The interface of the JDK for call was written beside one that extends it with other arguments.
package bug;

import dev.forja.Forward;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

class N {
  @Forward
  String forward(String x) {
    return x;
  }

  @Forward(as = My.class)
  String other(Object x) {
    return "other " + x;
  }

  interface My extends Function<Object, String> {}

  static class Second {
    @Forward
    int forward(int x) {
      return x;
    }

    @Forward(as = IntUnaryOperator.class)
    int twice(int x) {
      return 2 * x;
    }
  }
}
