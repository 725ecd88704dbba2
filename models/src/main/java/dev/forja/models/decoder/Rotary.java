package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.tensor.Tensor;

/**
 * Rotary positions (J. Su et al., <a href="https://arxiv.org/abs/2104.09864">arXiv:2104.09864</a>):
 * each pair of numbers of a query or a key, which stand half of the width apart, is turned by an
 * angle that grows with its place.
 *
 * @param scaling the speeds
 */
record Rotary(RotaryScaling scaling) {
  /**
   * The rotation that a configuration asks for.
   *
   * @param given its rotary options
   * @param head the width of a head
   */
  static Rotary of(ModelConfig config, ModelConfig given, int head, double theta) {
    return new Rotary(RotaryScaling.of(config, given, head, theta));
  }

  /**
   * What turns the tokens of one call.
   *
   * @param cos [n or 1, 1, l, pairs]
   * @param sin the same
   */
  record Turn(Tensor cos, Tensor sin) {
    /** Turns queries or keys, [n, heads, l, width]; what is behind the pairs stays as it is. */
    Tensor apply(Tensor x) {
      int pairs = cos.size(3);
      int width = x.size(3);
      Tensor first = x.narrow(3, 0, pairs);
      Tensor second = x.narrow(3, pairs, pairs);
      Tensor left = first.mul(cos).sub(second.mul(sin));
      Tensor right = second.mul(cos).add(first.mul(sin));
      return width == 2 * pairs
          ? Tensor.cat(3, left, right)
          : Tensor.cat(3, left, right, x.narrow(3, 2 * pairs, width - 2 * pairs));
    }
  }

  /** The angles of the tokens of a call. */
  Turn turn(Span span) {
    float[] speeds = scaling.speeds(span.past + span.length);
    Tensor angles =
        span.positions.unsqueeze(2).mul(Tensor.of(speeds, 1, 1, speeds.length)).unsqueeze(1);
    double factor = scaling.factor();
    return factor == 1
        ? new Turn(angles.cos(), angles.sin())
        : new Turn(angles.cos().mul(factor), angles.sin().mul(factor));
  }
}
