package circles;

import dev.forja.Forward;

class C1 {
  final C2Invoker next = C2Invoker.of();

  @Forward
  int depth() {
    return next.call() + 1;
  }
}
