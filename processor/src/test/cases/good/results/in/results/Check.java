package results;

import java.util.function.UnaryOperator;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    IntsInvoker ints = IntsInvoker.of();
    java.util.function.IntBinaryOperator times = ints;
    equal(6, times.applyAsInt(2, 3));
    ints.registerForwardHook((_, _, result) -> result + 1);
    equal(7, ints.call(2, 3));
    equal(1, ints.callHooks().list().size());
    java.util.function.IntToLongFunction toLong = LongsInvoker.of();
    equal(4L, toLong.applyAsLong(4));
    equal(10f, FloatsInvoker.of().call(1f, (byte) 2, (short) 3, (char) 4, true));
    NothingInvoker nothing = NothingInvoker.of();
    Runnable run = nothing;
    run.run();
    nothing.observeForward((_, _, result) -> equal(true, result == null));
    nothing.registerForwardHook((_, _, _) -> null);
    nothing.call();
    equal(2, nothing.model().calls);
    java.util.function.ObjLongConsumer<String> takes = TakesInvoker.of();
    takes.accept("", 1);
    UnaryOperator<Integer> boxed = BoxedInvoker.of();
    equal(5, boxed.apply(5));
    java.util.function.Predicate<String> truth = TruthInvoker.of();
    equal(true, truth.negate().test("a"));
    equal(1, Arrays2Invoker.of().call(new String[1], new double[2], new double[3]).length);
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
