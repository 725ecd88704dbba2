import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

class Net {
  final FakeParameter bias;
  final int width;

  Net(int width) { // note: [StateLost] at Net
    FakeParameter weight = new FakeParameter(width);
    FakeParameter kept = new FakeParameter(width);
    this.width = weight.size(0);
    bias = kept;
  }

  @Forward FakeTensor forward(FakeTensor x) { return x.add(bias); }

  static FakeTensor use() { return NetInvoker.of(3).call(new FakeTensor(3)); }
}
