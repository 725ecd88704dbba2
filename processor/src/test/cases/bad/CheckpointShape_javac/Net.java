package bad;

import dev.forja.*;
import dev.forja.fake.*;

@Checkpoint("src/test/cases/bad/CheckpointShape_javac/net.safetensors")
class Net {
  final LayerInvoker hidden = LayerInvoker.of(4, 6); // error: [CheckpointShape] at hidden

  @Forward FakeTensor forward(FakeTensor x) { return hidden.call(x); }
}
