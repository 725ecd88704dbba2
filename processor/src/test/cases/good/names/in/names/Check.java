package names;

import dev.forja.fake.FakeTensor;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @java.lang.Override
  public void run() {
    equal(28, ObjectInvoker.of().call(1, 2, 3, 4, 5, 6, 7));
    OverrideInvoker override = OverrideInvoker.of();
    override.registerForwardPreHook((_, args) -> args.withMapper(10));
    equal(27, override.call(1, 2, 3, 4, 5, 6));
    StringInvoker string = StringInvoker.of();
    string.observeForward((_, args, _) -> equal(1, args.hashCode_()));
    equal(28, string.call(1, 2, 3, 4, 5, 6, 7));
    CasesInvoker cases = CasesInvoker.of();
    cases.registerForwardPreHook((_, args) -> args.withX(3).withX_(4));
    equal(34, cases.call(1, 2, 0));
    Args args = new Args();
    equal(args, ArgsInvoker.of().call(args));
    equal(
        2,
        ShapesInvoker.of()
            .call(new FakeTensor(5, 6), new FakeTensor(7, 8, 6), new FakeTensor(2))
            .rank());
    HooksInvoker hooks = HooksInvoker.of();
    equal(0, hooks.children().size());
    equal(hooks.model().model.shape()[0], 3);
    equal(4, ÜnïcödéInvoker.of().call(4));
  }

  private static void equal(java.lang.Object expected, java.lang.Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
