package bad;

import dev.forja.*;
import dev.forja.fake.*;

record Node(FakeParameter weight, Node next) {}
