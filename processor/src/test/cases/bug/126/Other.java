package bug;

import dev.forja.Forward;
import dev.forja.fake.FakeLayer;

class Other<T> {
  final FakeLayer layer = new FakeLayer();

  @Forward(invoker = "CALL")
  T forward(T x) {
    return x;
  }

  static String use(String x) {
    return CALL.<String>of().call(x);
  }
}
