package tensors;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.util.List;

class Generic<T extends FakeTensor> {
  @Forward
  List<T> forward(List<T> x) {
    return x;
  }

  @Forward
  T same(T x) {
    return x;
  }
}
