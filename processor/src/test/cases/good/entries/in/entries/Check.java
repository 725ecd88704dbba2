package entries;

import dev.forja.fake.FakeTensor;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    AutoInvoker auto = AutoInvoker.of();
    Embedder embedder = auto;
    equal(1, embedder.twice(new FakeTensor(9)).shape()[0]);
    auto.eval();
    equal(2, auto.encode(new FakeTensor(9)).shape()[0]);
    auto.encodeHooks().registerForwardPreHook((_, args) -> args.withX(new FakeTensor(7, 7)));
    auto.encodeHooks().observeForwardPre((_, args) -> equal(2, args.x().rank()));
    auto.encode(new FakeTensor(9));
    Decoder<List<FakeTensor>, String> decoder = auto;
    try {
      equal("text", decoder.decode(List.of(new FakeTensor(1))));
      decoder.decode(List.of());
      throw new AssertionError("the exception was lost");
    } catch (IOException expected) {
      equal("nothing to decode", expected.getMessage());
    }
    Supplier<Integer> size = PlainInvoker.of();
    equal(3, size.get());
    equal(8, OwnInvoker.of().call(4));
    equal(4, OwnInvoker.of().apply(4));
    equal("AutoInvoker.encode", AutoInvoker.ENCODE.toString());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
