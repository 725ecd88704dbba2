// Private fields of classes of the JDK were asked for accessors.
package bug;

import dev.forja.Forward;
import java.util.ArrayList;

class Net extends ArrayList<String> {
  private static final long serialVersionUID = 1;

  @Forward int forward(int x) { return x; }
}
