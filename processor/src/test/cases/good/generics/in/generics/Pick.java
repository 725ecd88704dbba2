package generics;

import dev.forja.Forward;

class Pick {
  @Forward
  @SafeVarargs
  final <T> T pick(int at, T... from) {
    return from[at];
  }
}
