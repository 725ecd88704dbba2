package bug;

import java.util.List;

public final class Check implements Runnable {
  @Override
  public void run() {
    NInvoker<String> n = NInvoker.of();
    if (!n.call(List.of("a")).equals("a") || !WantsInvoker.of("b").call().equals("b")) {
      throw new AssertionError();
    }
  }
}
