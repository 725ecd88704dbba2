package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Calls { void call(int x); }

  @Forward(as = Calls.class) int forward(int x) { return x; } // error: [AsUnfit] at .class)|as =
}
