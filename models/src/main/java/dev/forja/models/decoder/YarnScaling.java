package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;

/**
 * Speeds that change the less the faster a pair turns, by the rules of B. Peng et al., YaRN, <a
 * href="https://arxiv.org/abs/2309.00071">arXiv:2309.00071</a>.
 */
final class YarnScaling {
  private YarnScaling() {}

  static RotaryScaling of(RotaryScaling.Sizes sizes, ModelConfig given) {
    int original = sizes.original(given);
    double factor = given.number("factor", (double) sizes.positions() / original);
    double fast = given.number("beta_fast", 32);
    double slow = given.number("beta_slow", 1);
    double low = place(sizes, fast, original);
    double high = place(sizes, slow, original);
    if (given.flag("truncate", true)) {
      low = Math.floor(low);
      high = Math.ceil(high);
    }
    low = Math.max(low, 0);
    high = Math.min(high, sizes.width() - 1);
    double range = low == high ? 0.001 : high - low;
    float[] speeds = sizes.speeds(sizes.theta());
    for (int i = 0; i < speeds.length; i++) {
      double slowed = Math.clamp((i - low) / range, 0, 1);
      speeds[i] = (float) (speeds[i] / factor * slowed + speeds[i] * (1 - slowed));
    }
    return RotaryScaling.fixed(speeds, given.number("attention_factor", implied(given, factor)));
  }

  /** The pair that turns so many times within a text of the training. */
  private static double place(RotaryScaling.Sizes sizes, double turns, int original) {
    return sizes.width()
        * Math.log(original / (turns * 2 * Math.PI))
        / (2 * Math.log(sizes.theta()));
  }

  private static double implied(ModelConfig given, double factor) {
    double scale = given.number("mscale", 0);
    double all = given.number("mscale_all_dim", 0);
    return scale != 0 && all != 0 ? growth(factor, scale) / growth(factor, all) : growth(factor, 1);
  }

  private static double growth(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }
}
