package generics;

import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    BoxInvoker<String> box = BoxInvoker.of("m");
    equal("z", box.call("z"));
    equal("m", box.apply("a"));
    equal(List.of("a", "b"), box.into(new ArrayList<Object>(), new String[] {"a", "b"}));
    equal(7, box.<Integer>shadowed(7));
    box.registerForwardHook((_, args, result) -> args.x() + result);
    equal("zz", box.call("z"));
    box.intoHooks().observeForward((_, args, _) -> equal(1, args.more().length));
    equal(List.of("q"), box.into(new ArrayList<Object>(), new String[] {"q"}));
    box.shadowedHooks()
        .registerForwardHook((_, args, result) -> equal(args.hidden(), result, result));
    equal(8, box.shadowed(8));
    equal(2, box.constants(Thread.State.class).length - 4);
    equal("b", PickInvoker.of().call(1, "a", "b"));
    equal(6, SumInvoker.of().call(1, 2, 3));
    SumInvoker sum = SumInvoker.of();
    sum.registerForwardPreHook((_, args) -> args.withAll(new int[] {4, 5}));
    equal(9, sum.call(1, 2, 3));
    equal(
        "[1]",
        Arrays.toString(
            LayersInvoker.of(List.of(UnaryOperator.<FakeTensor>identity()))
                .call(new FakeTensor(1), List.of())
                .shape()));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }

  private static <T> T equal(Object expected, Object actual, T result) {
    equal(expected, actual);
    return result;
  }
}
