package modular;

import dev.forja.Forward;
import java.util.List;
import lib.Scale;

/** A model in a package that is exported. */
public final class Main {
  final List<Scale> scales = List.of(Scale.of(2), Scale.of(5));

  /** A model. */
  public Main() {}

  @Forward
  int all(int x) {
    int y = x;
    for (Scale scale : scales) {
      y = scale.call(y);
    }
    return y;
  }

  /** Runs it. */
  public static void main(String[] args) {
    MainInvoker model = MainInvoker.of();
    System.out.println("modular " + model.call(2) + " " + model.namedModules().keySet());
  }
}
