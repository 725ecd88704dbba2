package nesting;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

public class Outer {
  /** A model inside. */
  public static class Net {
    final FakeParameter weight;

    public Net(int n) {
      weight = new FakeParameter(n);
    }

    @Forward
    FakeTensor forward(FakeTensor x) {
      return weight;
    }

    protected static class Deep {
      @Forward
      int forward(Inner inner) {
        return inner.ordinal();
      }

      enum Inner {
        A,
        B
      }
    }
  }

  interface Holder {
    class InInterface {
      @Forward
      int forward() {
        return 3;
      }
    }
  }

  record Pair<T>(T left, T right) {
    @Forward
    T forward(boolean first) {
      return first ? left : right;
    }
  }
}
