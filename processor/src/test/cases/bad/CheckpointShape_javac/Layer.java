package bad;

import dev.forja.*;
import dev.forja.fake.*;
import dev.forja.spi.ShapeRule;

class Layer {
  final int in;
  final int out;

  @ShapeRule("[out, in]")
  final FakeParameter weight;

  Layer(int in, int out) {
    this.in = in;
    this.out = out;
    this.weight = new FakeParameter(out, in);
  }

  @Forward FakeTensor forward(FakeTensor x) { return weight; }
}
