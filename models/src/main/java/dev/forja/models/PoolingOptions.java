package dev.forja.models;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Pooling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of pooling in {@code 1_Pooling/config.json}: one or several names, or, before
 * sentence-transformers 6, a flag for each.
 */
final class PoolingOptions {
  private static final Map<String, Pooling> NAMES =
      Map.of(
          "cls", Pooling.CLS,
          "lasttoken", Pooling.LAST_TOKEN,
          "max", Pooling.MAX,
          "mean", Pooling.MEAN,
          "mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LEN,
          "weightedmean", Pooling.WEIGHTED_MEAN);

  /** In the order in which the vectors of several are joined. */
  private static final Map<String, Pooling> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("pooling_mode_cls_token", Pooling.CLS);
    FLAGS.put("pooling_mode_max_tokens", Pooling.MAX);
    FLAGS.put("pooling_mode_mean_tokens", Pooling.MEAN);
    FLAGS.put("pooling_mode_mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LEN);
    FLAGS.put("pooling_mode_weightedmean_tokens", Pooling.WEIGHTED_MEAN);
    FLAGS.put("pooling_mode_lasttoken", Pooling.LAST_TOKEN);
  }

  private PoolingOptions() {}

  static List<Pooling> read(ModelConfig config) {
    List<Pooling> poolings = new ArrayList<>();
    if (config.hasList("pooling_mode")) {
      for (String name : config.texts("pooling_mode")) {
        poolings.add(config.with("pooling_mode", name).choice("pooling_mode", "", NAMES));
      }
    } else if (config.has("pooling_mode")) {
      poolings.add(config.choice("pooling_mode", "", NAMES));
    } else {
      for (String name : config.names()) {
        if (name.startsWith("pooling_mode_")
            && config.flag(name, false)
            && !FLAGS.containsKey(name)) {
          throw config.error(name, "is not known; known are " + String.join(", ", FLAGS.keySet()));
        }
      }
      FLAGS.forEach(
          (name, pooling) -> {
            if (config.flag(name, false)) {
              poolings.add(pooling);
            }
          });
    }
    if (poolings.isEmpty()) {
      throw config.error(
          "pooling_mode", "is missing; known are " + String.join(", ", NAMES.keySet()));
    }
    return poolings;
  }
}
