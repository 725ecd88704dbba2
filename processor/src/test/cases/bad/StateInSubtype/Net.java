package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Layer {
    FakeTensor run(FakeTensor x);
  }

  static final class Plain implements Layer {
    final FakeParameter weight = new FakeParameter(1);

    @Override
    public FakeTensor run(FakeTensor x) {
      return weight;
    }
  }

  final Layer layer = new Plain(); // error: [StateInSubtype] at layer

  @Forward
  FakeTensor forward(FakeTensor x) {
    return layer.run(x);
  }

  static FakeTensor use(FakeTensor x) {
    return NetInvoker.of().call(x);
  }
}
