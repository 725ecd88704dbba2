package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import java.util.List;
import java.util.Map;

/**
 * How fast each pair of numbers turns, in all variants of Hugging Face's configurations. What they
 * have in common is that texts become longer than those of the training.
 *
 * @param plain the speeds, one for each pair
 * @param factor what cosines and sines are multiplied by
 * @param longer what the speeds of long texts follow from
 * @param change the longest text with other speeds than all longer ones; 0 if there is none
 */
record RotaryScaling(float[] plain, double factor, Longer longer, int change) {
  /** The speeds for texts of a length. */
  interface Longer {
    float[] speeds(int length);
  }

  /** A variant. */
  private interface Variant {
    RotaryScaling of(Sizes sizes, ModelConfig given);
  }

  private static final Map<String, Variant> VARIANTS =
      Map.of(
          "default", (sizes, _) -> fixed(sizes.speeds(sizes.theta), 1),
          "linear", (sizes, given) -> fixed(linear(sizes, factor(given)), 1),
          "dynamic", (sizes, given) -> dynamic(sizes, factor(given)),
          "llama3", (sizes, given) -> fixed(llama3(sizes, given), 1),
          "yarn", YarnScaling::of,
          "longrope", RotaryScaling::longrope,
          "su", RotaryScaling::longrope);

  /** The sizes that all variants need. */
  record Sizes(ModelConfig config, int width, int positions, double theta) {
    /** The speeds without scaling, rounded as the reference rounds them. */
    float[] speeds(double base) {
      float[] speeds = new float[width / 2];
      for (int pair = 0; pair < speeds.length; pair++) {
        speeds[pair] = 1f / (float) StrictMath.pow(base, (float) (2 * pair) / width);
      }
      return speeds;
    }

    /** The length of the texts that the model was first trained on. */
    int original(ModelConfig given) {
      return given.size(
          "original_max_position_embeddings",
          config.size("original_max_position_embeddings", positions));
    }
  }

  static RotaryScaling of(ModelConfig config, ModelConfig given, int head, double theta) {
    double part = given.number("partial_rotary_factor", config.number("partial_rotary_factor", 1));
    int width = (int) (head * part);
    if (width < 2 || width % 2 != 0 || width > head) {
      throw config.error(
          "head_dim", "is %d, of which %s is to be turned in pairs".formatted(head, part));
    }
    Sizes sizes = new Sizes(config, width, config.size("max_position_embeddings", 2048), theta);
    String type = given.has("rope_type") ? "rope_type" : "type";
    return given.choice(type, "default", VARIANTS).of(sizes, given);
  }

  static RotaryScaling fixed(float[] speeds, double factor) {
    return new RotaryScaling(speeds, factor, _ -> speeds, 0);
  }

  /** The speeds for texts of a length; must not be changed. */
  float[] speeds(int length) {
    return longer.speeds(length);
  }

  static double factor(ModelConfig given) {
    double factor = given.number("factor", 0);
    if (factor <= 0) {
      throw given.error("factor", "is %s, but must be above 0".formatted(factor));
    }
    return factor;
  }

  private static float[] linear(Sizes sizes, double factor) {
    float[] speeds = sizes.speeds(sizes.theta);
    for (int i = 0; i < speeds.length; i++) {
      speeds[i] /= (float) factor;
    }
    return speeds;
  }

  /** A base that grows with the length of the text ("NTK-aware"). */
  private static RotaryScaling dynamic(Sizes sizes, double factor) {
    float[] plain = sizes.speeds(sizes.theta);
    double exponent = (double) sizes.width / (sizes.width - 2);
    return new RotaryScaling(
        plain,
        1,
        length -> {
          if (length <= sizes.positions) {
            return plain;
          }
          double stretch = factor * length / sizes.positions - (factor - 1);
          return sizes.speeds(sizes.theta * StrictMath.pow(stretch, exponent));
        },
        0);
  }

  /** Slow pairs become slower, fast ones stay, and those between change in part (Llama 3.1). */
  private static float[] llama3(Sizes sizes, ModelConfig given) {
    double factor = factor(given);
    double low = given.number("low_freq_factor", 1);
    double high = given.number("high_freq_factor", 4);
    int original = sizes.original(given);
    float[] speeds = sizes.speeds(sizes.theta);
    for (int i = 0; i < speeds.length; i++) {
      double wave = 2 * Math.PI / speeds[i];
      if (wave > original / low) {
        speeds[i] /= (float) factor;
      } else if (wave >= original / high) {
        double smooth = (original / wave - low) / (high - low);
        speeds[i] = (float) ((1 - smooth) * speeds[i] / factor + smooth * speeds[i]);
      }
    }
    return speeds;
  }

  /** A factor for each pair, in two lists (Y. Ding et al., LongRoPE, arXiv:2402.13753). */
  private static RotaryScaling longrope(Sizes sizes, ModelConfig given) {
    float[] shorter = divided(sizes, given, "short_factor");
    float[] longer = divided(sizes, given, "long_factor");
    int original = sizes.original(given);
    double stretch = given.number("factor", (double) sizes.positions / original);
    double implied = stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    return new RotaryScaling(
        shorter,
        given.number("attention_factor", implied),
        length -> length > original ? longer : shorter,
        original);
  }

  private static float[] divided(Sizes sizes, ModelConfig given, String option) {
    float[] speeds = sizes.speeds(sizes.theta);
    List<Double> factors = given.numbers(option);
    if (factors.size() != speeds.length) {
      throw given.error(
          option, "has %d numbers for %d pairs".formatted(factors.size(), speeds.length));
    }
    for (int i = 0; i < speeds.length; i++) {
      float power = (float) StrictMath.pow(sizes.theta, (float) (2 * i) / sizes.width);
      speeds[i] = 1f / (factors.get(i).floatValue() * power);
    }
    return speeds;
  }
}
