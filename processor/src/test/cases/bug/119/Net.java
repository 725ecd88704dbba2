// An interface did not fit an entry that returns an invoker which was not made yet.
package bug;

import dev.forja.Forward;
import java.util.function.Supplier;

class Net {
  @Forward(as = Supplier.class) NetInvoker get() { return NetInvoker.wrap(this); }
}
