package nesting;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    equal(4, Outer_NetInvoker.of(4).weight().shape()[0]);
    equal("Net", Outer_NetInvoker.of(4).typeName());
    equal(1, Outer_Net_DeepInvoker.of().call(Outer.Net.Deep.Inner.B));
    equal(3, Outer_Holder_InInterfaceInvoker.of().call());
    equal("r", Outer_PairInvoker.of("l", "r").call(false));
    equal(true, java.lang.reflect.Modifier.isPublic(Outer_NetInvoker.class.getModifiers()));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
