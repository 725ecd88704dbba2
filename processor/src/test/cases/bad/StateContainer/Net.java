package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.Set;

class Net {
  final Set<LayerInvoker> layers = Set.of(); // error: [StateContainer] at layers

  @Forward FakeTensor forward(FakeTensor x) { return x; }

  static Set<LayerInvoker> use() { return NetInvoker.of().layers(); }
}
