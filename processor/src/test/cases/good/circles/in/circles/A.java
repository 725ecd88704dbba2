package circles;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class A {
  BInvoker b;

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
