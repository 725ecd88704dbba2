// ecj called the suppression of "unchecked" needless where the only argument is a wildcard.
package bug;

import dev.forja.Forward;
import java.util.function.UnaryOperator;

class Net {
  UnaryOperator<?> open;

  @Forward int forward(int x) { return x; }
}
