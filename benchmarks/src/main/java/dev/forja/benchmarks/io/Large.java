package dev.forja.benchmarks.io;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** A model of 22.5 million parameters, 90 MB, in layers of 9 MB. */
final class Large {
  private static final int LAYERS = 10;
  private static final int WIDTH = 1500;

  final List<Linear> layers =
      IntStream.range(0, LAYERS).mapToObj(i -> Linear.of(WIDTH, WIDTH, false)).toList();

  @Forward
  @Shape("n 1500")
  Tensor forward(@Shape("n 1500") Tensor x) {
    Tensor y = x;
    for (Linear layer : layers) {
      y = layer.call(y);
    }
    return y;
  }
}
