package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.List;

@Checkpoint("src/test/cases/bad/CheckpointMissing_in_list_javac/net.safetensors")
class Net {
  final List<LayerInvoker> layers = List.of(LayerInvoker.of()); // error: [CheckpointMissing] at layers

  @Forward FakeTensor forward(FakeTensor x) { return x; }

  static List<LayerInvoker> use() { return NetInvoker.of().layers(); }
}
