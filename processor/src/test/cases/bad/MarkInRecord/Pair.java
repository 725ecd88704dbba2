package bad;

import dev.forja.*;
import dev.forja.fake.*;

record Pair(@RenamedFrom("w") FakeParameter weight) {} // error on javac: [MarkInRecord] at @RenamedFrom
