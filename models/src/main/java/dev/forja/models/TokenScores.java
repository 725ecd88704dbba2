package dev.forja.models;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Scores of all tokens, of which one is chosen. The filters are those of Hugging Face's library: a
 * token that is out has a score of negative infinity.
 */
final class TokenScores {
  private TokenScores() {}

  /** Makes tokens that are there already less likely. */
  static void penalise(float[] scores, int[] history, int count, double penalty) {
    if (penalty == 1) {
      return;
    }
    boolean[] done = new boolean[scores.length];
    for (int i = 0; i < count; i++) {
      int token = history[i];
      if (token < scores.length && !done[token]) {
        done[token] = true;
        float score = scores[token];
        scores[token] = (float) (score < 0 ? score * penalty : score / penalty);
      }
    }
  }

  /** Temperature, top-k, top-p and min-p. */
  static void filter(float[] scores, GenerateOptions options) {
    if (options.temperature() != 1) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] /= (float) options.temperature();
      }
    }
    if (options.topK() > 0 && options.topK() < scores.length) {
      float[] sorted = scores.clone();
      Arrays.sort(sorted);
      drop(scores, sorted[scores.length - options.topK()]);
    }
    if (options.topP() < 1) {
      keepShare(scores, options.topP());
    }
    if (options.minP() > 0) {
      keepLikely(scores, options.minP());
    }
  }

  private static void drop(float[] scores, float least) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scores[i] < least ? Float.NEGATIVE_INFINITY : scores[i];
    }
  }

  private static void keepShare(float[] scores, double share) {
    long[] order = ascending(scores);
    float[] shares = probabilities(scores);
    float sum = 0;
    for (int i = 0; i < order.length - 1; i++) {
      int token = (int) order[i];
      sum += shares[token];
      if (sum > 1 - share) {
        return;
      }
      scores[token] = Float.NEGATIVE_INFINITY;
    }
  }

  /** The tokens from the lowest score to the highest, in the lower halves of the numbers. */
  private static long[] ascending(float[] scores) {
    long[] order = new long[scores.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToRawIntBits(scores[i]);
      order[i] = ((long) (bits < 0 ? bits ^ Integer.MAX_VALUE : bits) << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    return order;
  }

  private static void keepLikely(float[] scores, double part) {
    float[] shares = probabilities(scores);
    float least = (float) part * shares[best(shares)];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = shares[i] < least ? Float.NEGATIVE_INFINITY : scores[i];
    }
  }

  private static float[] probabilities(float[] scores) {
    float most = scores[best(scores)];
    float[] shares = new float[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      shares[i] = (float) Math.exp(scores[i] - most);
      sum += shares[i];
    }
    for (int i = 0; i < scores.length; i++) {
      shares[i] /= (float) sum;
    }
    return shares;
  }

  /** The logarithms of the probabilities. */
  static void logarithms(float[] scores) {
    float most = scores[best(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - most);
    }
    double log = Math.log(sum);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (scores[i] - most - log);
    }
  }

  /** The tokens with the highest scores, at most as many as asked for, the best first. */
  static int[] highest(float[] scores, int count) {
    long[] order = ascending(scores);
    int[] tokens = new int[Math.min(count, order.length)];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) order[order.length - 1 - i];
    }
    return tokens;
  }

  /** The first token with the highest score. */
  static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /** A token drawn by the probabilities that the scores stand for. */
  static int draw(float[] scores, RandomGenerator random) {
    float[] shares = probabilities(scores);
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        left -= shares[i];
        last = i;
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // what rounding left over
  }
}
