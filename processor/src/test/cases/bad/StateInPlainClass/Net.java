package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final Pair pair = new Pair(); // error: [StateInPlainClass] at pair

  @Forward FakeTensor forward(FakeTensor x) { return pair.a; }

  static Pair use() { return NetInvoker.of().pair(); }
}
