import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class Net {
  private final FakeTensor scale = new FakeTensor(2, 2); // note: [TensorNotState] at scale

  @Forward FakeTensor forward(FakeTensor x) { return x.add(scale); }

  static FakeTensor use() { return NetInvoker.of().call(new FakeTensor(2, 2)); }
}
