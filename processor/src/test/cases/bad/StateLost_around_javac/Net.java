import dev.forja.Forward;
import dev.forja.fake.FakeTensor;

class Net {
  static class Leaf {
    @Forward FakeTensor forward(FakeTensor x) { return x; }
  }

  static class Inner {
    Inner() { // note: [StateLost] at Inner
      Leaf leaf = new Leaf();
      leaf.forward(new FakeTensor(3));
    }

    @Forward FakeTensor forward(FakeTensor x) { return x; }
  }
}
