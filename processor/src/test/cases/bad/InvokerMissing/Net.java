package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [InvokerMissing] at class|Net
  MiddleInvoker middle;

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
