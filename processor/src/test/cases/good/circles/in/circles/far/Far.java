package circles.far;

import circles.far.deep.DeepLayer;
import dev.forja.Forward;
import java.util.List;

public class Far {
  final List<circles.far.deep.Deep> deep = List.of();
  final NearInvoker near = NearInvoker.of();

  @Forward
  int forward(DeepLayer x) {
    return near.call() + deep.size();
  }

  static class Near {}
}
