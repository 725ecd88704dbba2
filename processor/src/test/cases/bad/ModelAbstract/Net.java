package bad;

import dev.forja.*;
import dev.forja.fake.*;

abstract class Net { // note: [ModelAbstract]
  @Forward abstract int forward();
}
