package kinds;

import dev.forja.Forward;

class Local {
  final Runnable run =
      () -> {
        class InLambda {
          @Forward
          int forward() {
            return 1;
          }
        }
        new InLambda().forward();
      };

  @Forward
  int forward() {
    class InMethod {
      @Forward
      int forward() {
        return 2;
      }
    }
    run.run();
    return new InMethod().forward()
        + new Object() {
          @Forward
          int forward() {
            return 3;
          }
        }.forward();
  }
}
