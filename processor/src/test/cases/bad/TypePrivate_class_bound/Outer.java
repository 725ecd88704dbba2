package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.List;

class Outer {
  private interface Secret {}

  static class Net<T extends List<? super Secret[]>> { // error: [TypePrivate] at class|Net<
    @Forward
    int forward(T x) {
      return 1;
    }
  }

  static int use(Outer_NetInvoker<?> net) {
    return net.hashCode();
  }
}
