package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.function.UnaryOperator;

class Net {
  final UnaryOperator<FakeTensor> hiding = // note: [StateHidden] at hiding
      new UnaryOperator<>() {
        private final FakeParameter weight = new FakeParameter(1);

        @Override
        public FakeTensor apply(FakeTensor x) { return weight; }
      };

  @Forward FakeTensor forward(FakeTensor x) { return hiding.apply(x); }
}
