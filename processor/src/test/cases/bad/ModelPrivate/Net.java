package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private static class Inner { // error: [ModelPrivate] at class|Inner
    @Forward int forward() { return 1; }
  }

  int use() { return new Inner().forward(); }
}
