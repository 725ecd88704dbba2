package dev.forja.benchmarks.training;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Linear layers with ReLU between them. */
final class Mlp {
  final List<Linear> layers;

  /**
   * @param widths the widths from the input to the classes
   */
  Mlp(int... widths) {
    layers =
        IntStream.range(1, widths.length)
            .mapToObj(i -> Linear.of(widths[i - 1], widths[i]))
            .toList();
  }

  @Forward
  Tensor forward(@Shape("n 1 h w") Tensor images) {
    Tensor x = images.flatten(1, -1);
    for (Linear layer : layers.subList(0, layers.size() - 1)) {
      x = layer.call(x).relu();
    }
    return layers.getLast().call(x);
  }
}
