package bad;

import dev.forja.*;
import dev.forja.spi.*;
import dev.forja.fake.*;

@InvokerBase("bad.OtherBase")
class OtherTensor {}
