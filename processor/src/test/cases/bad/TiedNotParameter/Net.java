package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @TiedTo("w") final FakeTensor weight = new FakeTensor(2); // error: [TiedNotParameter] at @TiedTo

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
