package circles;

import java.util.Optional;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    equal(5, C1Invoker.of().call());
    equal(false, C1Invoker.of().freeze(false).isFrozen());
    equal(false, BInvoker.of().freeze(false).isFrozen());
    equal(
        "C1(\n"
            + "  (next): C2(\n"
            + "    (next): C3(\n"
            + "      (next): C4(\n"
            + "        (next): Six()\n"
            + "      )\n"
            + "    )\n"
            + "  )\n"
            + ")",
        UserInvoker.of().call(Optional.empty()).toString());
    TreeInvoker root = TreeInvoker.of();
    root.model().branches.add(TreeInvoker.of());
    equal(2, root.call());
    root.model().branches.get(0).model().branches.add(root);
    try {
      root.modules();
      throw new AssertionError("a circle of objects was walked");
    } catch (IllegalStateException circle) {
      equal(
          "module '' (Tree) contains itself: it is also 'branches.0.branches.0'",
          circle.getMessage());
    }
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
