package dev.forja.demo.write;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model: a GPT-2 of 2.2 million values. */
final class SmallGpt {
  static final int VOCABULARY = 2048;

  /** The number of tokens that it sees at most. */
  static final int LENGTH = 256;

  private static final int LAYERS = 4;
  private static final int WIDTH = 192;
  static final int HEADS = 6;
  private static final double DEVIATION = 0.02;

  private SmallGpt() {}

  /** The options under the names of {@code config.json}, with this dropout in training. */
  static Map<String, Object> options(double dropout) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("model_type", "gpt2");
    options.put("vocab_size", VOCABULARY);
    options.put("n_positions", LENGTH);
    options.put("n_embd", WIDTH);
    options.put("n_layer", LAYERS);
    options.put("n_head", HEADS);
    options.put("embd_pdrop", dropout);
    options.put("resid_pdrop", dropout);
    options.put("attn_pdrop", 0); // the dropout of the scores of attention would double the time
    options.put("bos_token_id", 0);
    options.put("eos_token_id", 0);
    return options;
  }

  /**
   * A new model, initialised as GPT-2 is: weights from N(0, 0.02^2), those before a residual
   * connection smaller, so that all layers together add as much.
   */
  static Gpt2 create(double dropout) {
    Gpt2 model = Gpt2.of(ModelConfig.of(options(dropout)));
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.rank() == 2) {
                init(name, parameter);
              }
            });
    return model;
  }

  private static void init(String name, Parameter weight) {
    boolean residual = name.endsWith("c_proj.weight");
    Init.normal(weight, 0, residual ? DEVIATION / Math.sqrt(2 * LAYERS) : DEVIATION);
  }
}
