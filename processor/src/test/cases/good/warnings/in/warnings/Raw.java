package warnings;

import dev.forja.Forward;
import java.util.List;
import java.util.Map;

@SuppressWarnings("rawtypes")
class Raw<T extends Comparable> {
  final T value;

  Raw(List names, T value) {
    this.value = value;
  }

  @Forward
  Map forward(List x, Map<String, List> y) {
    return x == null ? y : Map.of();
  }
}
