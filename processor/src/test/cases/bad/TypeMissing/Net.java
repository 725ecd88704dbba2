package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [TypeMissing] at class|Net
  final Nowhere nowhere = null;

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
