package odd;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class Kinds<K> {
  enum Op {
    ADD { @Override int of(int x, int y) { return x + y; } },
    SUB { @Override int of(int x, int y) { return x - y; } };

    final FakeParameter scale = new FakeParameter(1);

    @Forward abstract int of(int x, int y);

    int of(long x) { return 0; }
  }

  record Many(@Named("all") FakeParameter... parts) {
    Many {
      if (parts.length > 9) {
        throw new IllegalArgumentException();
      }
    }

    @Forward Pair<FakeTensor[], List<Pair<FakeTensor, int[]>>>[] run(Pair<?, ? super FakeTensor> p, Tree tree) { return null; }
  }

  record Pair<A, B>(A a, B b) {}

  record Tree(FakeTensor value, List<Tree> kids) {}

  sealed interface Expr<T> permits Lit, Add {}

  record Lit<T>(T value) implements Expr<T> {
    @Forward Expr<? extends T> eval(Expr<? super T> other) { return this; }
  }

  record Add<T extends Comparable<T>>(Expr<T> left, Expr<T> right, LitInvokerHolder<T> held) implements Expr<T> {
    @Forward T sum(T one, Add<T> add) { return one; }
  }

  record LitInvokerHolder<T>(Optional<Kinds_LitInvoker<T>> lit) {}

  static sealed class Open permits Open.A, Open.B {
    @Forward Object go(Open next) { return next; }

    static final class A extends Open {
      @Override @Forward A go(Open next) { return this; }
    }

    static non-sealed class B extends Open {
      final Kinds_OpenInvoker open = Kinds_OpenInvoker.of();

      @Forward Open again(Kinds_Open_BInvoker self, Kinds_Open_AInvoker other) { return this; }
    }
  }

  static class Throws<X extends Exception> {
    @SafeVarargs
    <Y extends X> Throws(List<? extends Y>... lists) throws X, IOException {}

    Throws(Map<? super X, ?> map, int... more) {}

    Throws(int x) {}

    Throws(Integer x) {}

    @Forward X get() throws X { return null; }
  }

  interface Inside {
    record Deep(int size) {
      static final class Model<T extends Inside & Runnable> {
        final Map<String, ? extends List<? extends Optional<FakeLayer>>> deep = Map.of();
        final List<? super FakeLayer> any = List.of();

        @Forward Deep forward(T t, Inside.Deep.Model<? extends T> other) { return null; }
      }
    }
  }
}
