package dev.forja.tokenizers.learn;

import dev.forja.tokenizers.text.ByteAlphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns the merges of byte-pair encoding: the most frequent pair of neighbours becomes a token of
 * its own, again and again. Of pairs that are equally frequent, the one of the lower ids comes
 * first. Only one thread may use it.
 *
 * <p>Source: R. Sennrich et al., Neural Machine Translation of Rare Words with Subword Units, <a
 * href="https://arxiv.org/abs/1508.07909">arXiv:1508.07909</a>.
 */
public final class MergeLearner {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingLong((Candidate one) -> -one.count).thenComparingLong(one -> one.pair);

  private final SequencedMap<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final Map<Long, Long> frequencies = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(BEST_FIRST);

  /** Two neighbours that become one token. */
  public record Merge(String left, String right) {}

  /** A pair, how often it occurred when it was put into the queue, and in which words. */
  private record Candidate(long pair, long count, Set<Integer> places) {}

  /** Begins with these special tokens, which get the first ids, and a token for each byte. */
  public MergeLearner(List<String> specialTokens) {
    specialTokens.forEach(this::idOf);
    char[] alphabet = new char[256];
    for (int i = 0; i < alphabet.length; i++) {
      alphabet[i] = ByteAlphabet.charOf(i);
    }
    Arrays.sort(alphabet);
    for (char c : alphabet) {
      idOf(Character.toString(c));
    }
  }

  private int idOf(String token) {
    Integer known = vocabulary.putIfAbsent(token, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(token);
    return tokens.size() - 1;
  }

  /**
   * Learns.
   *
   * @param counts how often each word occurs
   * @param size the number of tokens at which it ends
   * @param least how often a pair must occur to be merged
   */
  public void learn(Map<String, Long> counts, int size, long least) {
    Map<Long, Set<Integer>> places = new TreeMap<>();
    counts.forEach(
        (spelled, count) -> {
          Word word =
              new Word(spelled.chars().map(c -> idOf(Character.toString(c))).toArray(), count);
          word.pairs(pair -> change(places, pair, count, words.size()));
          words.add(word);
        });
    enqueue(places);
    while (tokens.size() < size && !queue.isEmpty()) {
      Candidate best = queue.remove();
      long now = frequencies.getOrDefault(best.pair, 0L);
      if (best.count != now) {
        queue.add(new Candidate(best.pair, now, best.places));
        continue;
      }
      if (now < Math.max(1, least)) {
        return;
      }
      merge(best);
    }
  }

  private void merge(Candidate best) {
    String left = tokens.get(Word.left(best.pair));
    String right = tokens.get(Word.right(best.pair));
    int merged = idOf(left + right);
    merges.add(new Merge(left, right));
    Map<Long, Set<Integer>> places = new TreeMap<>();
    for (int place : best.places) {
      Word word = words.get(place);
      word.merge(
          best.pair, merged, (pair, sign) -> change(places, pair, sign * word.count(), place));
    }
    enqueue(places);
  }

  private void change(Map<Long, Set<Integer>> places, long pair, long change, int place) {
    frequencies.merge(pair, change, Long::sum);
    if (change > 0) {
      places.computeIfAbsent(pair, _ -> new TreeSet<>()).add(place);
    }
  }

  private void enqueue(Map<Long, Set<Integer>> places) {
    places.forEach(
        (pair, where) -> {
          long count = frequencies.getOrDefault(pair, 0L);
          if (count > 0) {
            queue.add(new Candidate(pair, count, where));
          }
        });
  }

  /** All tokens with their ids, in the order of the ids. */
  public SequencedMap<String, Integer> vocabulary() {
    return vocabulary;
  }

  /** The merges, the first one learnt first. */
  public List<Merge> merges() {
    return merges;
  }
}
