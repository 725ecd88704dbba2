package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Other { // note: [ModelAuxiliary] at class
  @Forward int forward() { return 1; }
}
