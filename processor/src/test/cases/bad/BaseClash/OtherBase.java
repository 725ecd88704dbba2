package bad;

import dev.forja.*;
import dev.forja.fake.*;

abstract class OtherBase extends Invoker {}
