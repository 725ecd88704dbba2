// ecj did not find a nested class in one whose name has a dollar sign by its name.
package bug;

import dev.forja.Forward;

class N$a {
  static class $ {
    @Forward
    int forward(int $, int a$b, int __) {
      return $ + a$b + __;
    }
  }

  static class _1 {
    @Forward
    int for$ward() {
      return 1;
    }
  }
}
