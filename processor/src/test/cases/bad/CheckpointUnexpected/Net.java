package bad;

import dev.forja.*;
import dev.forja.fake.*;

@Checkpoint("src/test/cases/bad/CheckpointUnexpected/net.safetensors") // error: [CheckpointUnexpected] at @Checkpoint
class Net {
  final FakeParameter weight = new FakeParameter(1);

  @Forward FakeTensor forward(FakeTensor x) { return weight; }

  static FakeParameter use() { return NetInvoker.of().weight(); }
}
