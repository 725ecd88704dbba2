package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  @Forward int forward(CallContext context, int times) { return context.training() ? times : 0; } // error: [ContextNotLast] at context,
}
