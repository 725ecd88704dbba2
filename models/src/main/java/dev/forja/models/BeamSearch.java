package dev.forja.models;

import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Follows several continuations of a prompt at once and returns the best one, by the rules of
 * Hugging Face's library: a continuation ends with an end token among the best, its score is the
 * sum of the logarithms of its probabilities, divided by a power of its length, and the search ends
 * when no open continuation can become better than all finished ones.
 */
final class BeamSearch {
  private final NextScores model;
  private final int[] prompt;
  private final GenerateOptions options;
  private final GenerationRules rules;
  private final int most;

  /** A continuation and its score. */
  private record Beam(int[] tokens, double score, int parent) {}

  BeamSearch(
      NextScores model, int[] prompt, GenerateOptions options, GenerationRules rules, int most) {
    this.model = model;
    this.prompt = prompt;
    this.options = options;
    this.rules = rules;
    this.most = Math.min(options.maxNewTokens(), most - prompt.length);
    if (this.most < 1) {
      throw new IllegalArgumentException(
          "the prompt has %d tokens, and the model reads at most %d: shorten it"
              .formatted(prompt.length, most));
    }
  }

  /** The tokens of the best continuation; fewer if it is cancelled. */
  int[] run(BooleanSupplier goesOn) {
    int beams = options.numBeams();
    KvCache cache = KvCache.ofCapacity(prompt.length + most);
    Tensor next = Tensor.of(Arrays.stream(prompt).asLongStream().toArray(), 1, prompt.length);
    List<Beam> open = List.of(new Beam(new int[0], 0, 0));
    List<Beam> finished = new ArrayList<>();
    for (int length = 1; length <= most && goesOn.getAsBoolean(); length++) {
      List<Beam> best =
          best(open, scores(next, cache), Math.max(2, 1 + rules.ends().size()) * beams);
      List<Beam> going = new ArrayList<>();
      for (int place = 0; place < best.size(); place++) {
        Beam beam = best.get(place);
        boolean ended = length == most || rules.ends().contains(beam.tokens()[length - 1]);
        if (ended && place < beams) {
          double score = beam.score() / Math.pow(length, options.lengthPenalty());
          finished.add(new Beam(beam.tokens(), score, 0));
        } else if (!ended && going.size() < beams) {
          going.add(beam);
        }
      }
      finished.sort(Comparator.comparingDouble(Beam::score).reversed());
      finished.subList(Math.min(beams, finished.size()), finished.size()).clear();
      if (going.isEmpty() || !canImprove(going.getFirst(), length, finished)) {
        break;
      }
      open = going;
      cache = cache.select(going.stream().mapToInt(Beam::parent).toArray());
      int last = length - 1;
      next =
          Tensor.of(
              going.stream().mapToLong(beam -> beam.tokens()[last]).toArray(), going.size(), 1);
    }
    return finished.isEmpty() ? open.getFirst().tokens() : finished.getFirst().tokens();
  }

  private boolean canImprove(Beam best, int length, List<Beam> finished) {
    if (finished.size() < options.numBeams()) {
      return true;
    }
    if (rules.stopping() == GenerationRules.Stopping.EARLY) {
      return false;
    }
    double power = options.lengthPenalty();
    boolean longest = rules.stopping() == GenerationRules.Stopping.NEVER_EARLY && power > 0;
    return best.score() / Math.pow(longest ? most : length, power) > finished.getLast().score();
  }

  private float[] scores(Tensor next, KvCache cache) {
    return NoGrad.call(
        () -> {
          try (Workspace _ = Workspace.open()) {
            return model.after(next, null, cache).toFloats();
          }
        });
  }

  /** The best continuations by one token, the best first. */
  private List<Beam> best(List<Beam> open, float[] scores, int count) {
    int vocabulary = scores.length / open.size();
    List<Beam> all = new ArrayList<>();
    for (int parent = 0; parent < open.size(); parent++) {
      Beam beam = open.get(parent);
      float[] row = Arrays.copyOfRange(scores, parent * vocabulary, (parent + 1) * vocabulary);
      TokenScores.logarithms(row);
      int[] text = Arrays.copyOf(prompt, prompt.length + beam.tokens().length);
      System.arraycopy(beam.tokens(), 0, text, prompt.length, beam.tokens().length);
      rules.apply(row, text, text.length, prompt.length, most, options);
      for (int token : TokenScores.highest(row, count)) {
        int[] tokens = Arrays.copyOf(beam.tokens(), beam.tokens().length + 1);
        tokens[beam.tokens().length] = token;
        all.add(new Beam(tokens, beam.score() + row[token], parent));
      }
    }
    all.sort(Comparator.comparingDouble(Beam::score).reversed());
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }
}
