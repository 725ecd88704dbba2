package bug;

import dev.forja.Forward;

class Third<T> {
  @Forward(invoker = "model")
  T forward(T x) {
    return x;
  }

  @Forward(entry = "Entry", invoker = "model")
  T second(T x) {
    return x;
  }
}
