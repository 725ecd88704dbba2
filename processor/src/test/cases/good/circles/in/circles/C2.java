package circles;

import dev.forja.Forward;

class C2 {
  final C3Invoker next = C3Invoker.of();

  @Forward
  int depth() {
    return next.call() + 1;
  }
}
