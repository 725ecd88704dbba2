import java.util.function.Function;

/** Calls the invoker through what it implements. */
public class Check implements Runnable {
  @Override
  public void run() {
    NetInvoker net = NetInvoker.of();
    Function<Object, Number> wide = net;
    Net.Narrow narrow = net;
    Net.Doubled<CharSequence> doubled = Net_TwiceInvoker.of();
    if (!wide.apply("four").equals(4) || net.measure("x") != 1 || narrow.plus(1) != 4) {
      throw new AssertionError();
    }
    if (net.call("xy") != 2 || !doubled.again("a").equals("aa")) {
      throw new AssertionError();
    }
  }
}
