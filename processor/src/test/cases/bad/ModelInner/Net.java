package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  class Inner { // error: [ModelInner] at class|Inner
    @Forward int forward() { return 1; }
  }

  int use(Inner inner) { return Net_InnerInvoker.wrap(inner).call(); }
}
