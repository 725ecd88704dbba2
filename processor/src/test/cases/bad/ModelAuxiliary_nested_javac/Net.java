package bad;

import dev.forja.*;

class Other { // note: [ModelAuxiliary] at class
  static class Net {
    @Forward int forward() { return 1; }
  }
}
