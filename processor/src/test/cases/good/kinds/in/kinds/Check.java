package kinds;

import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    ScaleInvoker scale =
        ScaleInvoker.of(new FakeParameter(1), new FakeTensor(2), new FakeTensor(3), 1);
    equal(1, scale.call(new FakeTensor(9)).shape()[0]);
    equal(2, scale.mean().shape()[0]);
    List<String> names = new ArrayList<>();
    scale.visitState(new Names(names));
    equal(List.of("weight", "mean (buffer)", "passing (passing buffer)"), names);
    equal(6, OpInvoker.wrap(Op.TIMES).call(2, 3));
    equal(-1, OpInvoker.wrap(Op.MINUS).call(2, 3));
    equal(5, LocalInvoker.of().call());
    equal(9, SquareInvoker.of().call(3));
    equal(3, Shape2Invoker.wrap(new Shape2()).call(3));
    equal(1, NativeInvoker.of().other());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
