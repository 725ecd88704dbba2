import dev.forja.Forward;
import java.util.function.Function;

class Net {
  @Forward(as = Measure.class) Integer forward(String x) { return x.length(); } // error: [AsUnfit] at .class)|as =

  static Integer use() { return NetInvoker.of().call("x"); }

  interface Measure extends Function<Object, Number> {
    default int whole(Object x) { return apply(x).intValue(); }
  }
}
