package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Silent {
  @Forward @SuppressWarnings("forja:ForwardPublic") public int forward() { return 1; }
}
