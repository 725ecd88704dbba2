package changing;

import dev.forja.Forward;

class Other {
  final OneInvoker one = OneInvoker.of();

  @Forward
  int forward(int x) {
    return x;
  }
}
