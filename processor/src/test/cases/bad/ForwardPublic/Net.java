package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward public int forward() { return 1; } // note: [ForwardPublic] at forward
}
