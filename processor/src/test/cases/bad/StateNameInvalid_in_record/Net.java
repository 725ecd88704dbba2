package bad;

import dev.forja.*;
import dev.forja.fake.*;

record Net(@Named("a.b") FakeParameter weight) { // error on javac: [StateNameInvalid] at "a.b"
  @Forward FakeTensor forward(FakeTensor x) { return weight; } // error on ecj: [StateNameInvalid] at forward
}
