package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward(entry = "train") int forward(int a) { return a; } // error: [EntryNameTaken] at "train"|entry
}
