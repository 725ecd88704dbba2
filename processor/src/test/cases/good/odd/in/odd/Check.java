package odd;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    equal(6, ReceiverInvoker.of().h(1, 2));
    equal(3, ReceiverInvoker.of().g(1, 2));
    equal(1, ReceiverInvoker.of().f("x"));
    equal(9, ObscureInvoker.of().Obscure(9, 8, 7));
    equal(5, Kinds_OpInvoker.wrap(Kinds.Op.ADD).call(2, 3));
    NetInvoker net = NetInvoker.of();
    equal(2, net.own());
    equal(1, net.far().rank());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
