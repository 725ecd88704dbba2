package nullness;

import dev.forja.fake.FakeTensor;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    NetInvoker<String> net = NetInvoker.of();
    net.registerForwardHook((_, _, _) -> null);
    equal(true, net.call(new FakeTensor(1), null, List.of(), null) == null);
    equal(true, net.all(null, null).isEmpty());
    NetInvoker.AllArgs args = new NetInvoker.AllArgs(null, null);
    equal(args, args.mapTensors(new SameShape()));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
