import dev.forja.Explain;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

@Explain
final class Net {
  @Forward
  FakeTensor forward(@Shape("n l 6") FakeTensor x) {
    return x.sum(1); // note: [ShapeExplained] at (1)
  }
}
