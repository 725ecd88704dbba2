package odd;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class Obscure {
  FakeParameter Objects = new FakeParameter(1);
  List<FakeLayer> Entry = Collections.emptyList();
  Optional<FakeParameter> Hooks = Optional.empty();
  Map<String, FakeLayer> NetInvoker = Collections.emptyMap();
  int List = 3;
  FakeParameter[] StateVisitor = {};

  @Forward @Shape("n List") FakeTensor forward(@Shape("n 4") FakeTensor Objects, @Shape("n") FakeTensor TensorMapper, int Obscure, Map<String, FakeTensor> ObscureInvoker, List<FakeTensor> ResultMapper) {
    return Objects;
  }

  @Forward FakeTensor second(FakeTensor ShapeMismatchException, FakeTensor FakeTensor, int Entry, List<FakeTensor> List) { return FakeTensor; }

  @Forward Object third(Object Hooks, Object Args, Object Arrays, Object System, Object Math, Object CallArgs, Object Optional) { return Hooks; }

  @Forward int Obscure(int java, int dev, int odd) { return java; }
}
