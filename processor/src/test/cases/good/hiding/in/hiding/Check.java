package hiding;

import dev.forja.Invoker;
import dev.forja.spi.StateVisitor;
import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import java.util.ArrayList;
import java.util.List;

/** Both are state, and the accessor is that of the field that the class itself sees. */
public final class Check implements Runnable {
  public Check() {}

  @Override
  public void run() {
    FakeParameter given = new FakeParameter(4);
    Net net = new Net(given);
    NetInvoker invoker = NetInvoker.wrap(net);
    FakeLayer layer = invoker.layer();
    FakeParameter weight = invoker.weight();
    List<String> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    invoker.visitState(
        new StateVisitor() {
          @Override
          public void child(String name, Invoker child) {
            names.add(name);
            values.add(child);
          }

          @Override
          public void buffer(String name, Object buffer, boolean persistent) {}

          @Override
          public void parameter(String name, Object parameter) {
            names.add(name);
            values.add(parameter);
          }
        });
    check(names.equals(List.of("layer", "weight", "other", "own", "heavy", "more")), names);
    check(values.get(0) != layer && values.get(3) == layer, "layers");
    check(values.get(1) != weight && values.get(4) == weight, "weights");
    check(values.get(2) == given && values.get(5) == net.other, "others");
  }

  private static void check(boolean ok, Object what) {
    if (!ok) {
      throw new AssertionError(what);
    }
  }
}
