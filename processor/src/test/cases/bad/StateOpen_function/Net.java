package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final FakeFunction step; // note: [StateOpen] at step

  Net(FakeFunction step) {
    this.step = step;
  }

  @Forward
  FakeTensor forward(FakeTensor x) {
    return step.call(x);
  }
}
