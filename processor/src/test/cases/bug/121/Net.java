// javac did not infer the type variable of the constructor that was called.
package bug;

import dev.forja.Forward;
import java.util.function.Function;

class Net {
  <A extends Enum<A>> Net(Function<? super A, ?> names) {}

  @Forward int forward(double x) { return 1; }
}
