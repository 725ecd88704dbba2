package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private static final class Hidden {}

  interface Step {
    int run(Hidden hidden);
  }

  @Forward(implementing = Step.class) // error: [TypePrivate] at .class)|implementing =
  int forward(Object x) {
    return 1;
  }
}
