package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(invoker = "Dense") int forward(int a) { return a; } // error: [InvokerNameTaken] at "Dense"|invoker
}
