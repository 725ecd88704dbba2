package checked;

import dev.forja.Forward;
import java.util.ArrayList;
import java.util.List;

/** A model whose invoker has all that invokers have. */
final class Net {
  final List<LeafInvoker> leaves = new ArrayList<>();

  Net(int leaves) {
    for (int i = 0; i < leaves; i++) {
      this.leaves.add(LeafInvoker.of());
    }
  }

  @Forward
  int forward(List<Integer> numbers, double... more) {
    return numbers.size() + more.length + leaves.size();
  }

  @Forward
  <T extends Comparable<T>> T last(T[] values) {
    return values[values.length - 1];
  }
}
