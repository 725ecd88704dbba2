package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net<T> {
  class Inner { // error: [ModelInner] at class|Inner
    @Forward T forward(T x) { return x; }
  }
}
