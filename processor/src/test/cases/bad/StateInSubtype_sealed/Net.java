package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.List;

class Net {
  sealed interface Block {}

  record Wide(FakeLayer layer) implements Block {}

  record Empty() implements Block {}

  final List<Block> blocks = List.of(new Wide(new FakeLayer())); // error: [StateInSubtype] at blocks

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }

  static List<Block> use() {
    return NetInvoker.of().blocks();
  }
}
