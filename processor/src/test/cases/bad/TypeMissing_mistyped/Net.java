package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [TypeMissing] at class|Net
  LaeyrInvoker layer;

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
