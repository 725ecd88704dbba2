import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class Net {
  Net() { // note: [StateLost] at Net
    new dev.forja.fake.FakeParameter(3);
  }

  @Forward FakeTensor forward(FakeTensor x) { return x; }
}
