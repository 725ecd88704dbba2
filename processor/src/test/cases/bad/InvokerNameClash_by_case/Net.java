package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [InvokerNameClash] at class|Net
  @Forward int forward(int a) { return a; }
}
