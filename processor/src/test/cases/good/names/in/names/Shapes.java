package names;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;

class Shapes {
  @Forward
  @Shape("result n")
  FakeTensor forward(
      @Shape("n x") FakeTensor x,
      @Shape("model _ x") FakeTensor model,
      @Shape("... result") FakeTensor result) {
    return new FakeTensor(result.size(-1), x.size(0));
  }
}
