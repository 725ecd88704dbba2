package tensors;

import dev.forja.fake.FakeTensor;

class Holder {
  final FakeTensor tensor = new FakeTensor(1);
}
