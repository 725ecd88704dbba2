package dev.forja.demo.write.watch;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was seen when the model chose one token.
 *
 * @param entropy that of its probabilities of the next token, in bits, before temperature and the
 *     like change them
 * @param probabilities these probabilities, by the ids of the tokens
 * @param back how many tokens each head looks back on average, by layer and head
 * @param most the token that each head looks at most, by its place in the text
 */
record Choice(
    double entropy, List<Float> probabilities, List<List<Double>> back, List<List<Integer>> most) {

  /** A head. */
  record Head(int layer, int head) {
    @Override
    public String toString() {
      return "layer %d, head %d".formatted(layer, head);
    }
  }

  /** All heads. */
  List<Head> heads() {
    return IntStream.range(0, back.size())
        .boxed()
        .flatMap(
            layer ->
                IntStream.range(0, back.get(layer).size()).mapToObj(head -> new Head(layer, head)))
        .toList();
  }

  /** The probability of a token. */
  double chance(int token) {
    return probabilities.get(token);
  }

  double back(Head head) {
    return back.get(head.layer).get(head.head);
  }

  /** The place of the token that a head looks at most. */
  int most(Head head) {
    return most.get(head.layer).get(head.head);
  }

  /** The head that looks back farthest. */
  Head farthest() {
    return heads().stream().max(Comparator.comparingDouble(this::back)).orElseThrow();
  }
}
