package bad;

import dev.forja.*;
import dev.forja.fake.*;

class NET { // error: [InvokerNameClash] at class|NET
  @Forward int forward(int a) { return a; }
}
