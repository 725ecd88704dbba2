package bad;

import dev.forja.*;
import dev.forja.fake.*;

abstract class Net { // note: [ModelAbstract] at class|Net
  @Forward abstract int forward();
}
