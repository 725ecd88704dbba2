package generics;

import dev.forja.Forward;
import java.util.Arrays;

class Sum {
  @Forward
  int sum(int... all) {
    return Arrays.stream(all).sum();
  }
}
