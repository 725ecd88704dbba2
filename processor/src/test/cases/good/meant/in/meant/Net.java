package meant;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tensors that are state, or are said not to be. */
class Net {
  static final FakeTensor ONE = new FakeTensor(1);

  @Buffer(persistent = false) FakeTensor mean = new FakeTensor(3);
  final FakeParameter weight;
  final UnaryOperator<FakeTensor> activation = FakeTensor::relu;
  @SuppressWarnings("forja:TensorNotState")
  final List<FakeTensor[]> history = new ArrayList<>();

  @SuppressWarnings("forja:TensorNotState")
  final Scratch scratch = new Scratch();

  Net() {
    FakeParameter made = new FakeParameter(3);
    int size = made.size(0);
    weight = size == 3 ? made : null;
  }

  @Forward FakeTensor forward(FakeTensor x) {
    return activation.apply(x.add(weight)).add(mean);
  }

  static final class Scratch {
    FakeTensor last = ONE;
  }
}
