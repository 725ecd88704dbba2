// javac could not infer bounds that mention their variable through the nested diamonds of of().
package bug;

import dev.forja.Forward;
import java.util.List;

class N<T extends Comparable<T>> {
  @Forward
  T first(List<T> from) {
    return from.get(0);
  }
}
