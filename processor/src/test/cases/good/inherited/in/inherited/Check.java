package inherited;

import java.util.ArrayList;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    LeafInvoker leaf = LeafInvoker.of();
    equal("leaf 3", leaf.call(3));
    equal(List.of(1, 1), leaf.both(1, ""));
    equal(5, leaf.own(4));
    equal(6, SubInvoker.of().own(4));
    List<String> names = new ArrayList<>();
    leaf.visitState(new Names(names));
    equal(List.of("first", "second", "third"), names);
    equal(1, leaf.first().shape()[0]);
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
