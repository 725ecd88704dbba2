// The stand-in for an inner class of a generic class named type variables that it did not declare.
package bug;

import dev.forja.Forward;

class Outer<T> {
  class Inner { // error: [ModelInner] at class|Inner
    @Forward
    T forward(T x) {
      return x;
    }
  }
}
