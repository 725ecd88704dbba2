// ecj failed on an annotated array of arrays in the head of the invoker, among its interfaces.
package bug;

import dev.forja.Forward;
import org.jspecify.annotations.Nullable;

class Net {
  @Forward int forward(Iterable<String> @Nullable [][] x) { return 1; }

  @Forward(as = Given.class) int given(Iterable<String>[] @Nullable [] x) { return 1; }
}
