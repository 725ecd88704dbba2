package tensors;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.Optional;

class Net {
  @Forward
  Deep<FakeTensor> forward(
      Deep<FakeTensor> deep, Optional<Batch> maybe, int count, String text, Object any) {
    return deep;
  }

  @Forward
  Object anything(Object x) {
    return x;
  }

  @Forward
  List<? extends FakeTensor> wild(List<? extends FakeTensor> xs) {
    return xs;
  }

  @Forward
  Holder holder(List<List<Optional<FakeTensor>>> nested) {
    return new Holder();
  }
}
