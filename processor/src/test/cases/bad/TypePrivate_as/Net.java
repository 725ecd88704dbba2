package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private static final class Hidden {}

  interface Step {
    int run(Hidden hidden);
  }

  @Forward(as = Step.class) // error: [TypePrivate] at .class)|as =
  int forward(Object x) {
    return 1;
  }
}
