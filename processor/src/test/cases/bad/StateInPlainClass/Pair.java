package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Pair {
  final FakeParameter a = new FakeParameter(1);
}
