package bad;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class Net {
  final Group all = null; // error: [StateTooDeep] at all

  final Map<String, List<Optional<FakeParameter[][][][][]>>> most = null;

  @Forward int forward(int x) { return x; }

  static int use() { return NetInvoker.of().call(1); }

  record Group(Map<String, List<Optional<FakeParameter[][][][][][]>>> parts) {}
}
