package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Real extends Net {
  @Override @Forward int forward() { return 1; }

  static int use() { return RealInvoker.of().call(); }
}
