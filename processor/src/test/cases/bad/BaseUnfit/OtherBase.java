package bad;

import dev.forja.*;
import dev.forja.fake.*;

abstract class OtherBase extends Invoker {
  OtherBase(int needed) {
    if (needed < 0) throw new IllegalArgumentException();
  }
}
