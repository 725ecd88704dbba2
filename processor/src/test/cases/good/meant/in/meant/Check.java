package meant;

import dev.forja.fake.FakeTensor;

/** Runs the model. */
public class Check implements Runnable {
  @Override
  public void run() {
    NetInvoker net = NetInvoker.of();
    if (net.call(new FakeTensor(3)).size(0) != 3 || net.mean().size(0) != 3) {
      throw new AssertionError();
    }
  }
}
