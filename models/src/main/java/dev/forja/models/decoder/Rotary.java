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

  /** The angles of the tokens of a call. */
  RotaryTurn turn(DecoderSpan span) {
    float[] speeds = scaling.speeds(span.past + span.length);
    Tensor angles =
        span.positions.unsqueeze(2).mul(Tensor.of(speeds, 1, 1, speeds.length)).unsqueeze(1);
    return RotaryTurn.of(angles, scaling.factor());
  }
}
