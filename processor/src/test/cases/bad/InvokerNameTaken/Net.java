package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [InvokerNameTaken]
  @Forward int forward(int a) { return a; }
}
