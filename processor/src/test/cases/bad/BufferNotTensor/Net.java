package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Buffer final int steps = 2; // error: [BufferNotTensor] at @Buffer

  @Forward FakeTensor forward(FakeTensor x) { return steps > 1 ? x : new FakeTensor(); }
}
