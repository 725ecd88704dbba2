package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Base {
  final FakeParameter weight = new FakeParameter(1);
}
