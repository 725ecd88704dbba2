package makers;

import java.io.IOException;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    equal(2, CopiesInvoker.of(5).call(new Copies(3)));
    equal(1, CopiesInvoker.wrap(Copies.ofText("four")).call(new Copies(3)));
    equal("a", WrapsInvoker.of("a").call("b"));
    try {
      equal("c", WrapsInvoker.of(List.of("c"), RuntimeException.class).call("b"));
      WrapsInvoker.of(List.<String>of(), RuntimeException.class);
      throw new AssertionError("the exception was lost");
    } catch (IOException expected) {
      equal("java.lang.RuntimeException", expected.getMessage());
    }
    DocumentedInvoker.of("a", "b").call();
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
