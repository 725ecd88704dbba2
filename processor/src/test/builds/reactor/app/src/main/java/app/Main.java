package app;

import dev.forja.Forward;
import lib.Scale;

/** A model with a child from another project's jar. */
final class Main {
  final Scale scale = Scale.of(3);

  @Forward
  int twice(int x) {
    return scale.call(scale.call(x));
  }

  private Main() {}

  public static void main(String[] args) {
    MainInvoker model = MainInvoker.wrap(new Main());
    try (var _ =
        model.scale().registerForwardHook((self, _, result) -> result + self.path().length())) {
      System.out.println("app " + model.call(2) + " " + model.namedModules().keySet());
    }
  }
}
