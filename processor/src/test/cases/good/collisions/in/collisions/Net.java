package collisions;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State whose names are known only when the program runs. */
class Net {
  @Named("")
  final List<FakeLayer> layers;

  @Named("")
  final Map<Object, FakeParameter> byKey;

  final Part part;

  Net(List<FakeLayer> layers, Map<Object, FakeParameter> byKey, Part part) {
    this.layers = layers;
    this.byKey = byKey;
    this.part = part;
  }

  @Forward
  int forward(int x) {
    return x;
  }

  record Part(Optional<FakeLayer> extra) {}
}
