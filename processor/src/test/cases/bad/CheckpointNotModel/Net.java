package bad;

import dev.forja.*;
import dev.forja.fake.*;

@Checkpoint("weights/net.safetensors") // error: [CheckpointNotModel] at @Checkpoint
class Net {
  final FakeParameter weight = new FakeParameter(1);
}
