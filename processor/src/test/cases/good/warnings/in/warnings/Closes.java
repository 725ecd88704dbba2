package warnings;

import dev.forja.Forward;

/** An invoker that is a resource; javac warns of one that may be interrupted when it is closed. */
class Closes {
  @Forward(as = AutoCloseable.class)
  void forward() throws InterruptedException {}

  static AutoCloseable use() {
    return ClosesInvoker.of();
  }
}
