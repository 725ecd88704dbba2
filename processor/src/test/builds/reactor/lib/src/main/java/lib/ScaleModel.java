package lib;

import dev.forja.Forward;

/** Multiplies by a factor. */
public class ScaleModel {
  final int factor;

  /** With this factor. */
  public ScaleModel(int factor) {
    this.factor = factor;
  }

  @Forward(invoker = "Scale")
  int scale(int x) {
    return factor * x;
  }
}
