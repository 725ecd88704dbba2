import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeLinear;
import dev.forja.fake.FakeTensor;

final class Net {
  final FakeLinear hidden = FakeLinear.of(784, 128);
  final FakeLinear out = FakeLinear.of(256, 10);

  @Forward
  @Shape("n 10")
  FakeTensor forward(@Shape("n 784") FakeTensor x) {
    FakeTensor h = hidden.call(x).relu();
    return out.call(h); // error: [ShapeProven] at h)
  }
}
