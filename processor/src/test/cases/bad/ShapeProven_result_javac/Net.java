import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeLinear;
import dev.forja.fake.FakeTensor;

final class Net {
  final int width;
  final FakeLinear out;

  Net(int width) {
    this.width = width;
    out = FakeLinear.of(width, width + 1);
  }

  @Forward
  @Shape("n width")
  FakeTensor forward(@Shape("n width") FakeTensor x) {
    FakeTensor y = out.call(x);
    return y; // error: [ShapeProven] at y;
  }
}
