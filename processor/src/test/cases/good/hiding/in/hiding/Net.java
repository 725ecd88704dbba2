package hiding;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

final class Net extends Base<FakeParameter> {
  @Named("own")
  final FakeLayer layer = new FakeLayer();

  @Named("heavy")
  final FakeParameter weight = new FakeParameter(2);

  @Named("more")
  FakeParameter other = new FakeParameter(3);

  Net(FakeParameter other) {
    super(other);
  }

  @Forward
  FakeTensor forward(FakeTensor x) {
    return layer == super.layer ? x : other;
  }
}
