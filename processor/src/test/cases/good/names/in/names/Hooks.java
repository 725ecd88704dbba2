package names;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

class Hooks {
  final FakeParameter children = new FakeParameter(1),
      call = new FakeParameter(2),
      model = new FakeParameter(3),
      eval = new FakeParameter(4);

  @Forward
  FakeTensor call(FakeTensor apply) {
    return apply;
  }
}
