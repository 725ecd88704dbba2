package app;

import dev.forja.*;
import dev.forja.fake.FakeTensor;

/** Two layers and a nonlinearity. More text {@link Linear}. */
final class Mlp {
  final Linear hidden, out;

  Mlp(int in, int width, int classes) {
    hidden = Linear.of(in, width);
    out = Linear.of(width, classes);
  }

  @Forward
  @Shape("n 10")
  FakeTensor forward(@Shape("n 784") FakeTensor images) {
    return out.call(hidden.call(images));
  }
}
