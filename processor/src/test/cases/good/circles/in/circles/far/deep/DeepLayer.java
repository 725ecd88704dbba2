package circles.far.deep;

import dev.forja.Forward;

public class DeepLayer {
  public DeepLayer() {}

  @Forward(invoker = "Deep")
  int forward() {
    return 1;
  }
}
