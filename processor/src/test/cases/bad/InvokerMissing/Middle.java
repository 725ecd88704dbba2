package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Middle extends Base {}
