// A reason with a comma in it was broken in the middle of the literal.
package bug;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class Net {
  @Forward
  FakeTensor forward(FakeTensor x, Cache cache) {
    return cache.keys;
  }

  @Forward
  Map<Integer, Optional<Cache>> maybe(FakeTensor x, Optional<Cache> cache, List<Cache> more) {
    return Map.of(1, cache);
  }

  static FakeTensor use(FakeTensor x) {
    return NetInvoker.of().call(x, new Cache());
  }
}
