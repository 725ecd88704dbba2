package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.List;

class Net {
  record Chain(List<Object> steps) {
    static Chain of(Object... steps) {
      return new Chain(List.of(steps));
    }
  }

  static final class Plain {
    final FakeParameter weight = new FakeParameter(1);
  }

  final Chain chain = Chain.of(new Plain(), 2); // note: [StateHidden] at chain

  final int width = new Plain().weight.rank();

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
