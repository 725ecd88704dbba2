package circles.far;

import circles.far.deep.Deep;
import dev.forja.Forward;

class Near {
  final Deep deep = Deep.of();

  @Forward
  int forward() {
    return deep.call();
  }
}
