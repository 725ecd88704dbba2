package shapes;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.fake.FakeTensor;
import org.jspecify.annotations.Nullable;

class Net {
  private final int width = 4;
  final int heads = 2;

  int width() {
    return width;
  }

  @Forward
  @Shape("... n width")
  FakeTensor forward(
      @Shape("... n width") FakeTensor x,
      @Shape("n n _") @Nullable FakeTensor mask,
      @Shape("") FakeTensor scale,
      @Shape("batch heads n") FakeTensor more) {
    return scale.rank() == 0 ? x : more;
  }

  @Forward
  @Shape("k")
  @Nullable FakeTensor maybe(@Shape("k k") @Nullable FakeTensor x, @Shape("k") FakeTensor y) {
    return x == null ? null : y;
  }
}
