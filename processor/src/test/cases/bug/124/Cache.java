package bug;

import dev.forja.fake.FakeTensor;

final class Cache {
  final FakeTensor keys = new FakeTensor(1);
}
