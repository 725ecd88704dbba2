// ecj does not infer the variable of a generic method through the class around an inner one.
package bug;

import dev.forja.Forward;

class Net<A> {
  @Forward <B extends Number> Around<B>.In<A> forward(B x, A y) { return new Around<B>().new In<A>(); }
}
