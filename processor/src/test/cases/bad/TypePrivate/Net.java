package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  private record Pair(int a, int b) {}

  @Forward int forward(Pair pair) { return pair.a() + pair.b(); } // error: [TypePrivate] at pair)
}
