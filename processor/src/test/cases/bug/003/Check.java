package bug;

import java.util.function.Function;
import java.util.function.IntUnaryOperator;

public final class Check implements Runnable {
  @Override
  public void run() {
    Function<Object, String> other = NInvoker.of();
    IntUnaryOperator twice = N_SecondInvoker.of();
    if (!other.apply(1).equals("other 1") || twice.applyAsInt(4) != 8) {
      throw new AssertionError();
    }
  }
}
