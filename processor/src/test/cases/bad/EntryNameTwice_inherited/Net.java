package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net extends Base {
  @Forward long forward(long x) { return x; } // error: [EntryNameTwice] at forward
}
