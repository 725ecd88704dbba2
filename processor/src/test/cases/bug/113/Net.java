// Nothing but the variable itself says what the hooks of an entry are typed by.
package bug;

import dev.forja.Forward;

class Net<A, T extends Enum<T>> {
  Net(int x) {}

  @Forward int forward(double x) { return 1; }
}
