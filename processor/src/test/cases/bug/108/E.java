// The name of a class stood for its own type variable.
package bug;

import dev.forja.Forward;

class E<E extends Exception> {
  @Forward E forward(E x) { return x; }
}
