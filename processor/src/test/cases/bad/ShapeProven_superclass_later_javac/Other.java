import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

/** Its superclass is analysed later. */
final class Other extends Under {
  @Forward
  FakeTensor forward(@Shape("n 4") FakeTensor x) {
    FakeTensor h = hidden.call(x);
    return hidden.call(h); // error: [ShapeProven] at h)
  }
}
