package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @SuppressWarnings("serial")
  private static class Failure extends Exception {}

  @Forward int forward() throws Failure { throw new Failure(); } // error: [TypePrivate] at forward
}
