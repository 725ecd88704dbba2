package bad;

import dev.forja.*;
import dev.forja.fake.*;

record Pair(FakeParameter a, @Named("a") FakeParameter b) {} // error on javac: [StateNameTwice] at @Named
