import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

class Net {
  @Forward int forward(@Shape("7 _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _") FakeTensor x) { return 1; } // error: [TooLarge] at "7

  static int use() { return NetInvoker.of().call(null); }
}
