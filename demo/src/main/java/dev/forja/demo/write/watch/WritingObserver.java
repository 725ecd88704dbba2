package dev.forja.demo.write.watch;

import dev.forja.HookScope;
import dev.forja.models.decoder.Gpt2;
import dev.forja.models.decoder.TransposedLinear;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Observes a GPT-2 while it writes one text with a cache, without any change to the model. Each
 * call gives it the tokens that are new, and ends with the scores of the next one. For one thread,
 * and one text.
 */
final class WritingObserver {
  private static final String PROJECTIONS = ".attn.c_attn";

  private final int heads;
  private final List<Integer> read = new ArrayList<>();
  private final Map<Integer, List<float[]>> keys = new TreeMap<>();
  private final Map<Integer, float[]> queries = new TreeMap<>();
  private final List<Choice> choices = new ArrayList<>();
  private int prompt;

  /**
   * An observer.
   *
   * @param heads the number of heads of a layer
   */
  WritingObserver(int heads) {
    this.heads = heads;
  }

  /** The hooks, which act where the scope is open. */
  HookScope scope() {
    return HookScope.of(
            TransposedLinear.CALL,
            hooks ->
                hooks.observeForward(
                    (self, args, result) -> {
                      if (self.path().endsWith(PROJECTIONS)) {
                        projected(layer(self.path()), result);
                      }
                    }))
        .and(
            HookScope.of(
                Gpt2.CALL,
                hooks -> hooks.observeForward((self, args, result) -> scored(args.ids(), result))));
  }

  /** The number in {@code transformer.h.2.attn.c_attn}. */
  private static int layer(String path) {
    String before = path.substring(0, path.length() - PROJECTIONS.length());
    return Integer.parseInt(before.substring(before.lastIndexOf('.') + 1));
  }

  /** Keeps the keys of new tokens, and the query of the last one, from [1, l, 3 * width]. */
  private void projected(int layer, Tensor all) {
    int width = all.size(2) / 3;
    float[] values = all.toFloats(); // a copy: the memory is used again after the call
    List<float[]> known = keys.computeIfAbsent(layer, _ -> new ArrayList<>());
    for (int i = 0; i < all.size(1); i++) {
      int from = i * 3 * width;
      queries.put(layer, Arrays.copyOfRange(values, from, from + width));
      known.add(Arrays.copyOfRange(values, from + width, from + 2 * width));
    }
  }

  /** All layers have been called: now the scores of the next token are there, [1, 1, n]. */
  private void scored(Tensor ids, Tensor scores) {
    for (long id : ids.toLongs()) {
      read.add((int) id);
    }
    prompt = choices.isEmpty() ? read.size() : prompt;
    float[] chances = scores.select(1, scores.size(1) - 1).softmax(-1).toFloats();
    double entropy = 0;
    List<Float> probabilities = new ArrayList<>();
    for (float p : chances) {
      entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
      probabilities.add(p);
    }
    List<List<Double>> back = new ArrayList<>();
    List<List<Integer>> most = new ArrayList<>();
    for (int layer : queries.keySet()) {
      List<Double> distances = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      for (int head = 0; head < heads; head++) {
        double[] weights = weights(layer, head);
        distances.add(distance(weights));
        places.add(best(weights));
      }
      back.add(distances);
      most.add(places);
    }
    choices.add(new Choice(entropy, probabilities, back, most));
  }

  /** {@code softmax(q k^T / sqrt(d))} of the last token over all tokens. */
  private double[] weights(int layer, int head) {
    float[] query = queries.getOrDefault(layer, new float[0]);
    List<float[]> known = keys.getOrDefault(layer, List.of());
    int width = query.length / heads;
    double[] weights = new double[known.size()];
    for (int j = 0; j < weights.length; j++) {
      for (int i = head * width; i < (head + 1) * width; i++) {
        weights[j] += query[i] * known.get(j)[i] / Math.sqrt(width);
      }
    }
    double highest = Arrays.stream(weights).max().orElse(0);
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = Math.exp(weights[j] - highest);
      sum += weights[j];
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= sum;
    }
    return weights;
  }

  /** How many tokens before the last one the weights are, on average. */
  private static double distance(double[] weights) {
    double distance = 0;
    for (int j = 0; j < weights.length; j++) {
      distance += weights[j] * (weights.length - 1 - j);
    }
    return distance;
  }

  private static int best(double[] weights) {
    int best = 0;
    for (int j = 1; j < weights.length; j++) {
      best = weights[j] > weights[best] ? j : best;
    }
    return best;
  }

  /**
   * The tokens that the model has read so far: those of the prompt, and all it chose but the last.
   */
  List<Integer> read() {
    return List.copyOf(read);
  }

  /** The number of tokens of the prompt. */
  int prompt() {
    return prompt;
  }

  /** What was seen at each choice. */
  List<Choice> choices() {
    return List.copyOf(choices);
  }
}
