package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward int forward(int a) { return a; }

  @Forward long forward(long a) { return a; } // error: [EntryNameTwice] at forward

  static int use() { return NetInvoker.of().call(1); }
}
