package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final int heads = 2;

  @Forward FakeTensor forward(@Shape("n haeds") FakeTensor x) { return x; } // note: [ShapeSuspect] at "n haeds"

  @Forward FakeTensor clean(@Shape("n seq_q") FakeTensor q, @Shape("n seq_k") FakeTensor k) { return q; }

  @Forward
  @SuppressWarnings("forja:ShapeSuspect")
  FakeTensor silent(@Shape("n haeds") FakeTensor x) { return x; }
}
