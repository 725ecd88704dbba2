package dev.forja.benchmarks.prove;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Records the shapes of a program while it runs. */
public final class Probe {
  private static final ThreadLocal<List<Seen>> SEEN = ThreadLocal.withInitial(ArrayList::new);

  private Probe() {}

  /** A shape at a place in the program. */
  record Seen(String place, List<Integer> shape) {}

  /** Records the shape of a tensor. */
  public static void see(String place, Tensor tensor) {
    List<Integer> shape = new ArrayList<>();
    for (int size : tensor.shape()) {
      shape.add(size);
    }
    SEEN.get().add(new Seen(place, shape));
  }

  /** The first size of a tensor, or 0 if it has no dimensions; the proof knows nothing of it. */
  public static int first(Tensor tensor) {
    return tensor.rank() == 0 ? 0 : tensor.size(0);
  }

  /** Returns and removes the recorded shapes. */
  static List<Seen> take() {
    List<Seen> seen = List.copyOf(SEEN.get());
    SEEN.get().clear();
    return seen;
  }
}
