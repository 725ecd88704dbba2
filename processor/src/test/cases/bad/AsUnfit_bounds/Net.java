package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  interface Numbers<T extends Number> { T get(); }

  @Forward(as = Numbers.class) String forward() { return ""; } // error: [AsUnfit] at .class)|as =
}
