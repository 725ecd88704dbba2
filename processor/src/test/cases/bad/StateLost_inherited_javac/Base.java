import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class Base {
  static class Parts {
    static class Leaf {
      @Forward FakeTensor forward(FakeTensor x) { return x; }
    }
  }
}
