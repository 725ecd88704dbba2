package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net { // error on ecj: [StateNameTwice] at Net
  final Pair pair = new Pair(new FakeParameter(1), new FakeParameter(2));

  @Forward FakeTensor forward(FakeTensor x) { return pair.a(); }
}
