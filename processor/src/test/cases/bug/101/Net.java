// The bound of an inherited generic method was written with the type variables of its own class.
package bug;

import dev.forja.Forward;
import java.util.List;

class Net extends Base<List<Number>, Number> {
  @Forward Number own() { return 1; }
}
