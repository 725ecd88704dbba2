package dev.forja.models;

import dev.forja.tokenizers.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * Entities of the labels of tokens, by the rules of Hugging Face's pipelines.
 *
 * @param source the text
 * @param labels the names of the labels
 * @param aggregation how tokens become entities
 * @param wordPieces whether the tokenizer marks tokens that go on a word, as WordPiece does
 */
record Entities(String source, List<String> labels, Aggregation aggregation, boolean wordPieces) {
  private static final String OUTSIDE = "O";

  /** A token or a word, and the probability of each label. */
  private record Piece(int start, int end, boolean goesOn, float[] scores) {}

  private record Labelled(int start, int end, String label, float score) {}

  /**
   * The entities of a window.
   *
   * @param probabilities of the labels of each token, one token after the other
   */
  List<Entity> of(Encoding window, float[] probabilities, String unknown) {
    List<Piece> pieces = pieces(window, probabilities, unknown);
    List<Labelled> labelled =
        switch (aggregation) {
          case NONE, SIMPLE -> pieces.stream().map(this::best).toList();
          case FIRST, AVERAGE, MAX -> words(pieces).stream().map(this::word).toList();
        };
    List<Labelled> groups = aggregation == Aggregation.NONE ? labelled : grouped(labelled);
    return groups.stream()
        .filter(group -> !group.label().equals(OUTSIDE))
        .map(
            group ->
                new Entity(
                    group.label(),
                    group.score(),
                    group.start(),
                    group.end(),
                    source.substring(group.start(), group.end())))
        .toList();
  }

  private List<Piece> pieces(Encoding window, float[] probabilities, String unknown) {
    List<Piece> pieces = new ArrayList<>();
    int[] special = window.specialTokensMask();
    for (int token = 0; token < special.length; token++) {
      if (special[token] == 0) {
        int start = window.starts()[token];
        int end = window.ends()[token];
        float[] scores = new float[labels.size()];
        System.arraycopy(probabilities, token * scores.length, scores, 0, scores.length);
        String spelled = window.token(token);
        boolean goesOn = !spelled.equals(unknown) && goesOn(spelled, start, end);
        pieces.add(new Piece(start, end, goesOn, scores));
      }
    }
    return pieces;
  }

  private boolean goesOn(String token, int start, int end) {
    if (wordPieces) {
      return token.codePointCount(0, token.length()) != source.codePointCount(start, end);
    }
    return start > 0
        && source.charAt(start - 1) != ' '
        && !(start < source.length() && source.charAt(start) == ' ');
  }

  private static List<List<Piece>> words(List<Piece> pieces) {
    List<List<Piece>> words = new ArrayList<>();
    for (Piece piece : pieces) {
      if (words.isEmpty() || !piece.goesOn()) {
        words.add(new ArrayList<>());
      }
      words.getLast().add(piece);
    }
    return words;
  }

  private Labelled best(Piece piece) {
    int label = highest(piece.scores());
    return new Labelled(piece.start(), piece.end(), labels.get(label), piece.scores()[label]);
  }

  private Labelled word(List<Piece> word) {
    Piece chosen = word.getFirst();
    if (aggregation == Aggregation.MAX) {
      for (Piece piece : word) {
        float most = chosen.scores()[highest(chosen.scores())];
        chosen = piece.scores()[highest(piece.scores())] > most ? piece : chosen;
      }
    }
    float[] scores = aggregation == Aggregation.AVERAGE ? mean(word) : chosen.scores();
    return best(new Piece(word.getFirst().start(), word.getLast().end(), false, scores));
  }

  private static float[] mean(List<Piece> word) {
    float[] mean = new float[word.getFirst().scores().length];
    for (Piece piece : word) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += piece.scores()[i] / word.size();
      }
    }
    return mean;
  }

  private static int highest(float[] scores) {
    int highest = 0;
    for (int i = 1; i < scores.length; i++) {
      highest = scores[i] > scores[highest] ? i : highest;
    }
    return highest;
  }

  private static List<Labelled> grouped(List<Labelled> parts) {
    List<Labelled> groups = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= parts.size(); to++) {
      if (to == parts.size() || !joins(parts.get(to - 1), parts.get(to))) {
        List<Labelled> group = parts.subList(from, to);
        double sum = group.stream().mapToDouble(Labelled::score).sum();
        groups.add(
            new Labelled(
                group.getFirst().start(),
                group.getLast().end(),
                kind(group.getFirst().label()),
                (float) (sum / group.size())));
        from = to;
      }
    }
    return groups;
  }

  private static boolean joins(Labelled before, Labelled next) {
    return !next.label().startsWith("B-") && kind(before.label()).equals(kind(next.label()));
  }

  private static String kind(String label) {
    return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
  }
}
