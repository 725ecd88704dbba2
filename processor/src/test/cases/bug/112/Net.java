// On ecj a class nested in a generic one brought the type variable around it into the signature.
package bug;

import dev.forja.Forward;

class Net<T> {
  @Forward int forward(Part x) { return 1; }

  static class Part {}
}
