package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error on ecj: [MarkInRecord] at Net
  final Pair pair = new Pair(new FakeParameter(1));

  @Forward FakeTensor forward(FakeTensor x) { return pair.weight(); }

  static Pair use() { return NetInvoker.of().pair(); }
}
