// What stands for the type variable of a generic record that takes itself was sought for ever.
package bug;

import dev.forja.Forward;

record Net<T>(T left) {
  @Forward T forward(Net<T> other) { return other.left(); }
}
