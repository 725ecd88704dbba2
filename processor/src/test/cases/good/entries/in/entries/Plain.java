package entries;

import dev.forja.Forward;
import java.util.function.Supplier;

class Plain {
  @Forward(as = Supplier.class)
  int size() {
    return 3;
  }
}
