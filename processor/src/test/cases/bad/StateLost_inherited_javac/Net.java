import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class Net extends Base {
  Net() { // note: [StateLost] at Net
    var leaf = new Parts.Leaf();
  }

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
