// An interface that implements the method of a wider one, and asks for another, was refused.
import dev.forja.Forward;
import java.util.function.Function;
import java.util.function.Supplier;

class Net {
  @Forward(as = Measure.class)
  Integer forward(String x) {
    return x.length();
  }

  @Forward(as = Narrow.class)
  Integer count() {
    return 3;
  }

  interface Measure extends Function<Object, Number> {
    @Override
    default Number apply(Object x) {
      return measure((String) x);
    }

    Integer measure(String x);
  }

  static class Twice {
    @Forward(as = Doubled.class)
    String forward(CharSequence x) {
      return x + "" + x;
    }
  }

  interface Doubled<T> extends Function<T, Object> {
    default Object again(T x) {
      return apply(x);
    }
  }

  interface Narrow extends Supplier<Number> {
    @Override
    Integer get();

    default int plus(int y) {
      return get() + y;
    }
  }
}
