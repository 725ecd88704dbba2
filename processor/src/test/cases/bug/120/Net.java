// A generic record as the argument of itself was said to contain itself.
package bug;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.List;

class Net {
  final Group<Group<FakeParameter>> groups = new Group<>(List.of());

  @Forward Group<Group<FakeTensor>> forward(Group<Group<FakeTensor>> x) { return x; }

  record Group<G>(List<G> all) {}
}
