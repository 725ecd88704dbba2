package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.List;

class Outer {
  private interface Secret {}

  static class Net<T extends Secret> { // error: [TypePrivate] at class|Net<
    @Forward
    T[] forward(List<T> x) {
      return null;
    }
  }

  static int use(Outer_NetInvoker<?> net) {
    return net.hashCode();
  }
}
