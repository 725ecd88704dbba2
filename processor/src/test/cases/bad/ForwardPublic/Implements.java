package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Implements implements java.util.function.IntSupplier {
  @Override @Forward public int getAsInt() { return 1; }
}
