import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

class Net {
  private static final String WIDE =
      "1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5";

  @Forward int forward(@Shape(WIDE + " " + WIDE + " " + WIDE) FakeTensor x) { return 1; } // error: [TooLarge] at WIDE +|@Shape

  static int use() { return NetInvoker.of().call(null); }
}
