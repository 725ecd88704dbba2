package bad;

import dev.forja.*;
import dev.forja.fake.*;

import java.util.Map;

class Net<T extends Net.Part> {
  abstract static class Part {}

  static final class Heavy extends Part {
    final FakeLayer layer = new FakeLayer();
  }

  final Map<String, T> parts = Map.of(); // error: [StateInSubtype] at parts

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
