package bug;

import dev.forja.*;
import dev.forja.fake.*;

class Twice {
  interface One {
    FakeTensor run(FakeTensor x);
  }

  interface Other {
    FakeTensor run(FakeTensor x);
  }

  interface Both extends One, Other {}

  @Forward(as = Both.class)
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
