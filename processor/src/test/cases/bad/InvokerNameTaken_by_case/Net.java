package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(invoker = "net") // error: [InvokerNameTaken] at "net"|invoker =
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
