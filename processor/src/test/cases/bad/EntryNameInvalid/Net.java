package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(entry = "en code") int forward(int a) { return a; } // error: [EntryNameInvalid] at "en code"|entry
}
