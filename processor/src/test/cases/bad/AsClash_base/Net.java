package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Trains { int train(); }

  @Forward(as = Trains.class) int forward() { return 1; } // error: [AsClash] at .class)|as =
}
