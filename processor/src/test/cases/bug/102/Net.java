// ecj gives a variable with the bounds Object and an interface itself as its bound: "E extends E".
package bug;

import dev.forja.Forward;

class Net {
  @Forward <E extends Object & Comparable<? super E>> E forward(E x) { return x; }
}
