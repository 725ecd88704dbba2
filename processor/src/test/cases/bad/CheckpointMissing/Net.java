package bad;

import dev.forja.*;
import dev.forja.fake.*;

@Checkpoint("src/test/cases/bad/CheckpointMissing/net.safetensors")
class Net {
  final FakeParameter weight = new FakeParameter(1); // error: [CheckpointMissing] at weight

  final FakeParameter bias = new FakeParameter(1);

  @Forward FakeTensor forward(FakeTensor x) { return weight; }

  static FakeParameter use() { return NetInvoker.of().weight(); }
}
