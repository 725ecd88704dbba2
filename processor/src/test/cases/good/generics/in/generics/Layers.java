package generics;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.function.UnaryOperator;

class Layers<L extends FakeTensor, F extends UnaryOperator<FakeTensor>> {
  final List<F> layers;

  Layers(List<F> layers) {
    this.layers = layers;
  }

  @Forward
  L forward(L x, List<L> more) {
    layers.forEach(each -> each.apply(x));
    return more.isEmpty() ? x : more.get(0);
  }
}
