package circles;

import dev.forja.Forward;

class C3 {
  final C4Invoker<String> next = C4Invoker.of("end");

  @Forward
  int depth() {
    return next.call("") + 1;
  }
}
