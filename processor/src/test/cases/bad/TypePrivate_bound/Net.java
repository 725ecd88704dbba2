package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private interface Hidden {}

  @Forward <T extends Hidden> int forward(T x) { return 1; } // error: [TypePrivate] at forward
}
