package hiding;

import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;

class Base<T extends FakeParameter> {
  final FakeLayer layer = new FakeLayer();
  private final FakeParameter weight = new FakeParameter(1);
  final T other;

  Base(T other) {
    this.other = other;
  }

  FakeLayer layer() {
    return layer;
  }

  FakeParameter weight() {
    return weight;
  }

  T other() {
    return other;
  }
}
