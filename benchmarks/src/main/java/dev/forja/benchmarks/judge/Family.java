package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Comparisons of one op or layer.
 *
 * @param make creates one comparison
 */
record Family(String name, Function<Draw, Trial> make) {
  /** An op with a number as an option. */
  interface Optional {
    Tensor apply(Tensor x, double option);
  }

  /**
   * Comparisons of an op whose option is drawn from a range.
   *
   * @param code TorchScript with a place for the option
   */
  static Family ofOption(String name, String code, double low, double high, Optional forja) {
    return new Family(
        name,
        draw -> {
          double value = draw.real(low, high);
          return Trial.of(
              code.formatted(value),
              List.of(draw.leaf(draw.shape(draw.count(1, 3), 9))),
              in -> forja.apply(in.getFirst(), value));
        });
  }
}
