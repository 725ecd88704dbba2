package shapes;

import dev.forja.ShapeMismatchException;
import dev.forja.fake.FakeTensor;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    NetInvoker net = NetInvoker.of();
    FakeTensor x = new FakeTensor(9, 3, 4);
    FakeTensor scale = new FakeTensor();
    FakeTensor more = new FakeTensor(1, 2, 3);
    equal(x, net.call(x, null, scale, more));
    equal(x, net.call(x, new FakeTensor(3, 3, 8), scale, more));
    wrong(
        "Net: x has shape [4], but @Shape(\"... n width\") wants at least 2 dimensions; width = 4"
            + " in the model",
        () -> net.call(new FakeTensor(4), null, scale, more));
    wrong(
        "Net: x has shape [3, 5], but @Shape(\"... n width\") wants width = 4 in dimension 1; width"
            + " = 4 in the model",
        () -> net.call(new FakeTensor(3, 5), null, scale, more));
    wrong(
        "Net: mask has shape [3, 2, 1], but @Shape(\"n n _\") wants n = 3 in dimension 1; n = 3 by"
            + " x[9, 3, 4]",
        () -> net.call(x, new FakeTensor(3, 2, 1), scale, more));
    wrong(
        "Net: scale has shape [1], but @Shape(\"\") wants 0 dimensions",
        () -> net.call(x, null, new FakeTensor(1), more));
    wrong(
        "Net: more has shape [1, 3, 3], but @Shape(\"batch heads n\") wants heads = 2 in dimension"
            + " 1; heads = 2 in the model, n = 3 by x[9, 3, 4]",
        () -> net.call(x, null, scale, new FakeTensor(1, 3, 3)));
    equal(true, net.maybe(null, new FakeTensor(3)) == null);
    wrong(
        "Net: x has shape [2, 3], but @Shape(\"k k\") wants k = 2 in dimension 1",
        () -> net.maybe(new FakeTensor(2, 3), new FakeTensor(3)));
    net.registerForwardPreHook((_, args) -> args.withScale(new FakeTensor(7)));
    wrong(
        "Net: scale has shape [7], but @Shape(\"\") wants 0 dimensions",
        () -> net.call(x, null, scale, more));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }

  private static void wrong(String message, Runnable call) {
    try {
      call.run();
    } catch (ShapeMismatchException mismatch) {
      equal(message, mismatch.getMessage());
      return;
    }
    throw new AssertionError("a wrong shape was taken: " + message);
  }
}
