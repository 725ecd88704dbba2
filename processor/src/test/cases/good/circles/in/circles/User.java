package circles;

import dev.forja.Forward;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class User {
  final Map<String, C4Invoker<List<String>>> map = Map.of();

  @Forward
  C1Invoker forward(Optional<C2Invoker> x) {
    return C1Invoker.of();
  }
}
