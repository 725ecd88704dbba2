package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error: [BaseMissing] at class|Net
  @Forward OtherTensor forward() { return new OtherTensor(); }

  static OtherTensor use() { return NetInvoker.of().call(); }
}
