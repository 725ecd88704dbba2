package circles;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;

class C6 {
  final FakeParameter weight = new FakeParameter(1);

  @Forward(invoker = "Six")
  int depth() {
    return 1;
  }
}
