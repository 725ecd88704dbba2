package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final java.util.List<Layer> layers = java.util.List.of(); // error: [StateBareModel] at layers

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
