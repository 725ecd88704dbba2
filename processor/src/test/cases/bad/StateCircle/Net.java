package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final Node node = new Node(new FakeParameter(1), null); // error: [StateCircle] at node

  @Forward FakeTensor forward(FakeTensor x) { return node.weight(); }

  static Node use() { return NetInvoker.of().node(); }
}
