package odd;

import dev.forja.Forward;
import java.io.IOException;
import java.util.function.Supplier;

class Receiver {
  @Forward int[] plain(@Mark(names = {"a", "b"}, of = String.class) Receiver this, final int x[], @Mark int @Mark [] @Mark ... more)[] {
    return new int[][] {x};
  }

  @Forward <X extends Exception, Y extends X> long thrower(Supplier<Y> make) throws X, IOException { return 1; }

  @Forward synchronized void nothing() {}

  @Forward int f(Object... xs) { return 1; }

  int f(Object x) { return 2; }

  @Forward(entry = "g") int f(int... xs) { return 3; }

  int f(int x) { return 4; }

  <T> int f(T x, T y) { return 5; }

  @Forward(entry = "h") <T extends Number> int f(T x, T y) { return 6; }
}
