package dev.forja.models;

import dev.forja.models.config.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the files of a model say about every text that it writes, under the names of {@code
 * generation_config.json}: end tokens, and tokens that are not, or must be, chosen at some places.
 * How tokens are drawn, how many, and with how many beams is said by {@link GenerateOptions} alone.
 * Immutable and therefore thread-safe.
 *
 * @param ends the tokens that end a text
 * @param penalty the repetition penalty where the options of a call have none
 * @param never tokens that are never chosen
 * @param notFirst tokens that are not chosen as the first one
 * @param least the smallest length of a text, the prompt included, before an end token
 * @param leastNew the smallest number of new tokens before an end token
 * @param ngram the length of a row of tokens that must not come twice; 0 for none
 * @param badWords rows of tokens that must not come
 * @param first the token after the start token of a text that answers another one; empty for any
 * @param last the tokens one of which is chosen when no more may follow; empty for any
 * @param stopping when a search with beams ends
 */
record GenerationRules(
    Set<Integer> ends,
    double penalty,
    List<Integer> never,
    List<Integer> notFirst,
    int least,
    int leastNew,
    int ngram,
    List<List<Integer>> badWords,
    List<Integer> first,
    List<Integer> last,
    Stopping stopping) {

  /** When a search with beams ends, once there are as many finished texts as beams. */
  enum Stopping {
    /** At once. */
    EARLY,
    /** If no open text has a better score than all of them. */
    BY_SCORE,
    /** If no open text can get one, however long it becomes. */
    NEVER_EARLY
  }

  private static final Map<String, Double> NEUTRAL =
      Map.of(
          "diversity_penalty", 0d,
          "encoder_no_repeat_ngram_size", 0d,
          "encoder_repetition_penalty", 1d,
          "guidance_scale", 1d,
          "num_beam_groups", 1d,
          "penalty_alpha", 0d);
  private static final List<String> UNKNOWN =
      List.of(
          "constraints",
          "dola_layers",
          "exponential_decay_length_penalty",
          "force_words_ids",
          "sequence_bias",
          "stop_strings",
          "watermarking_config");

  /** No rules but the tokens that end a text. */
  static GenerationRules ending(Set<Integer> ends) {
    return new GenerationRules(
        ends, 1, List.of(), List.of(), 0, 0, 0, List.of(), List.of(), List.of(), Stopping.BY_SCORE);
  }

  /**
   * Reads the rules.
   *
   * @param given {@code generation_config.json}, or {@code config.json} if there is none
   * @param config {@code config.json}, whose end tokens count if the other file says nothing of
   *     them
   * @throws dev.forja.models.config.ModelConfigException for a rule that is not known here
   */
  static GenerationRules of(ModelConfig given, ModelConfig config) {
    NEUTRAL.forEach(
        (name, neutral) -> {
          if (given.number(name, neutral) != neutral) {
            throw unknown(given, name);
          }
        });
    UNKNOWN.stream()
        .filter(given::has)
        .forEach(
            name -> {
              throw unknown(given, name);
            });
    if (given.flag("renormalize_logits", false)) {
      throw unknown(given, "renormalize_logits");
    }
    return new GenerationRules(
        Set.copyOf(
            new TreeSet<>(
                tokens(given.names().contains("eos_token_id") ? given : config, "eos_token_id"))),
        given.number("repetition_penalty", 1),
        tokens(given, "suppress_tokens"),
        tokens(given, "begin_suppress_tokens"),
        given.integer("min_length", 0),
        given.integer("min_new_tokens", 0),
        given.integer("no_repeat_ngram_size", 0),
        rows(given, "bad_words_ids"),
        tokens(given, "forced_bos_token_id"),
        tokens(given, "forced_eos_token_id"),
        stopping(given));
  }

  private static RuntimeException unknown(ModelConfig given, String name) {
    return given.error(
        name, "changes what is written, and is not known here: take it out of the file");
  }

  private static Stopping stopping(ModelConfig given) {
    String name = "early_stopping";
    if (given.toMap().get(name) instanceof String) {
      return given.choice(name, "", Map.of("never", Stopping.NEVER_EARLY));
    }
    return given.flag(name, false) ? Stopping.EARLY : Stopping.BY_SCORE;
  }

  /** One token, or a list of them. */
  private static List<Integer> tokens(ModelConfig config, String name) {
    if (config.hasList(name)) {
      return config.numbers(name).stream().map(Double::intValue).toList();
    }
    return config.has(name) ? List.of(config.integer(name, 0)) : List.of();
  }

  /** Lists of tokens, none of which is empty. */
  private static List<List<Integer>> rows(ModelConfig config, String name) {
    List<List<Integer>> rows = new ArrayList<>();
    if (config.has(name) && !(config.toMap().get(name) instanceof List<?>)) {
      throw config.error(name, "must be a list of lists of tokens");
    }
    if (config.toMap().get(name) instanceof List<?> lists) {
      for (Object list : lists) {
        if (!(list instanceof List<?> numbers) || numbers.isEmpty()) {
          throw config.error(name, "must be a list of lists of tokens");
        }
        rows.add(tokens(ModelConfig.of(Map.of(name, numbers)), name));
      }
    }
    return List.copyOf(rows);
  }

  /**
   * Changes the scores of the next token: those of tokens that may not be chosen become negative
   * infinity. The order is that of Hugging Face's library.
   *
   * @param text the tokens so far, of which the first {@code count} count
   * @param prompt how many of them were given
   * @param most how many tokens may be written
   */
  void apply(float[] scores, int[] text, int count, int prompt, int most, GenerateOptions options) {
    TokenScores.penalise(scores, text, count, options.penaltyOr(penalty));
    if (ngram > 0) {
      dropRepeats(scores, text, count);
    }
    for (List<Integer> word : badWords) {
      if (endsWith(text, count, word.subList(0, word.size() - 1)) && !isEnd(word)) {
        drop(scores, word.getLast());
      }
    }
    if (count < least || count - prompt < leastNew) {
      ends.forEach(end -> drop(scores, end));
    }
    if (count == 1 && !first.isEmpty()) {
      force(scores, first);
    }
    if (count == prompt + most - 1 && !last.isEmpty()) {
      force(scores, last);
    }
    never.forEach(token -> drop(scores, token));
    if (count == prompt + (prompt == 1 && !first.isEmpty() ? 1 : 0)) {
      notFirst.forEach(token -> drop(scores, token));
    }
  }

  private boolean isEnd(List<Integer> word) {
    return word.size() == 1 && ends.contains(word.getFirst());
  }

  private static boolean endsWith(int[] text, int count, List<Integer> row) {
    if (row.size() > count) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      if (text[count - row.size() + i] != row.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Drops what followed the last tokens before. */
  private void dropRepeats(float[] scores, int[] text, int count) {
    int before = ngram - 1;
    for (int end = before; end < count; end++) {
      if (Arrays.equals(text, end - before, end, text, count - before, count)) {
        drop(scores, text[end]);
      }
    }
  }

  private static void drop(float[] scores, int token) {
    if (token >= 0 && token < scores.length) {
      scores[token] = Float.NEGATIVE_INFINITY;
    }
  }

  private static void force(float[] scores, List<Integer> tokens) {
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    for (int token : tokens) {
      if (token >= 0 && token < scores.length) {
        scores[token] = 0;
      }
    }
  }
}
