package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Outer {
  static class Base {
    final FakeLayer layer = new FakeLayer(); // error: [StatePrivate] at layer =
  }

  static class Net extends Base {
  @Named("own")
  final FakeLayer layer = new FakeLayer();

  FakeLayer layer() {
    return layer;
  }

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }

  }

  static FakeLayer use() {
    return Outer_NetInvoker.of().layer();
  }
}
