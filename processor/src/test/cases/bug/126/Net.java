// A class of this name has a nested one of the same name, and its variables hid it.
package bug;

import dev.forja.Forward;

class Net<T> {
  @Forward(invoker = "Args")
  T forward(T x) {
    return x;
  }

  static String use(String x) {
    return Args.<String>of().call(x);
  }
}
