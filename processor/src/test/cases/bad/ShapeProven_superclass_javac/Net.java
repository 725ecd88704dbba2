import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

/** Its superclass is analysed first. */
final class Net extends Above {
  @Forward
  FakeTensor forward(@Shape("n 4") FakeTensor x) {
    FakeTensor h = hidden.call(x);
    return hidden.call(h); // error: [ShapeProven] at h)
  }
}
