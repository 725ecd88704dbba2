package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Base {
  @Forward int forward(int x) { return x; }
}
