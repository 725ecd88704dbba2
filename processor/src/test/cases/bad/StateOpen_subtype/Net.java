package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.function.UnaryOperator;

class Net {
  static final class Plain implements UnaryOperator<FakeTensor> {
    final FakeParameter weight = new FakeParameter(1);

    @Override
    public FakeTensor apply(FakeTensor x) {
      return weight;
    }
  }

  final UnaryOperator<FakeTensor> step; // note: [StateOpen] at step

  Net(UnaryOperator<FakeTensor> step) {
    this.step = step;
  }

  @Forward
  FakeTensor forward(FakeTensor x) {
    return step.apply(x);
  }
}
