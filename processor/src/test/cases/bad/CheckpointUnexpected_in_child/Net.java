package bad;

import dev.forja.*;
import dev.forja.fake.*;

@Checkpoint("src/test/cases/bad/CheckpointUnexpected_in_child/net.safetensors")
class Net {
  final LayerInvoker hidden = LayerInvoker.of(); // error: [CheckpointUnexpected] at hidden

  @Forward FakeTensor forward(FakeTensor x) { return hidden.call(x); }

  static LayerInvoker use() { return NetInvoker.of().hidden(); }
}
