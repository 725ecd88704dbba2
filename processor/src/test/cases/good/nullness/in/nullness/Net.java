package nullness;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@org.jspecify.annotations.NullMarked
class Net<K extends @Nullable Object> {
  final @Nullable FakeParameter bias = null;
  final List<@Nullable FakeParameter> some = new ArrayList<>();

  @Forward
  @Nullable FakeTensor forward(
      @Nullable FakeTensor x,
      Map.@Nullable Entry<K, @Nullable String> entry,
      List<@Nullable String> texts,
      String @Nullable [] names) {
    return x;
  }

  @Forward
  List<FakeTensor> all(@Nullable List<FakeTensor> xs, @Nullable Optional<FakeTensor> y) {
    return xs == null ? List.of() : xs;
  }
}
