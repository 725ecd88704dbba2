import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

class Net {
  FakeParameter bias;

  Net(int width) { // note: [StateLost] at Net
    new FakeParameter(width);
    keep(new FakeParameter(width));
    bias = new FakeParameter(width);
  }

  void keep(FakeParameter kept) {
    bias = kept;
  }

  @Forward FakeTensor forward(FakeTensor x) { return x.add(bias); }

  static FakeTensor use() { return NetInvoker.of(3).call(new FakeTensor(3)); }
}
