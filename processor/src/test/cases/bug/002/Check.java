package bug;

public final class Check implements Runnable {
  @Override
  public void run() {
    if (N$a_$Invoker.of().call(1, 2, 3) + N$a__1Invoker.of().call() != 7) {
      throw new AssertionError();
    }
  }
}
