package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net extends other.Base { // error: [ForwardUnreachable] at class|Net
  @Forward int second() { return 2; }

  static int use() { return NetInvoker.of().second(); }
}
