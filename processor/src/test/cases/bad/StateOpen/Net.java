package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  final java.util.function.Supplier<FakeParameter> source = () -> new FakeParameter(1); // note: [StateOpen] at source

  @SuppressWarnings("forja:StateOpen")
  final java.util.function.Supplier<FakeParameter> silent = source;

  @Forward FakeTensor forward(FakeTensor x) { return source.get(); }
}
