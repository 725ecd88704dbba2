package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.List;

@SuppressWarnings("rawtypes")
class Net {
  final List layers = List.of(); // error: [StateRaw] at layers

  @Forward FakeTensor forward(FakeTensor x) { return x; }

  static FakeTensor use() { return NetInvoker.of().call(new FakeTensor(1)); }
}
