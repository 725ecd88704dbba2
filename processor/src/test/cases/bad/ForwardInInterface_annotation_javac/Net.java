package bad;

import dev.forja.*;
import dev.forja.fake.*;

@interface Net {
  @Forward int forward(); // error: [ForwardInInterface] at forward
}
