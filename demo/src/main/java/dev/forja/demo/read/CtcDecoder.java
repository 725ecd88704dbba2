package dev.forja.demo.read;

import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * Turns probabilities for each place along a line into text: the likeliest at each place, where
 * repetitions without a blank between them are one character (Graves and others, "Connectionist
 * Temporal Classification", 2006).
 */
final class CtcDecoder {
  private static final int BLANK = 0;

  private final List<String> characters;

  /** The characters of the classes from 1 on; class 0 is the blank. */
  CtcDecoder(List<String> characters) {
    this.characters = List.copyOf(characters);
  }

  /** Decodes probabilities [1, places, 1 + characters]. */
  Line decode(Tensor likely, Box box) {
    long[] best = likely.argmax(2).toLongs();
    float[] probabilities = likely.amax(2).toFloats();
    StringBuilder text = new StringBuilder();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < best.length; i++) {
      if (best[i] != BLANK && (i == 0 || best[i] != best[i - 1])) {
        text.append(characters.get((int) best[i] - 1));
        sum += probabilities[i];
        count++;
      }
    }
    return new Line(text.toString().strip(), count == 0 ? 0 : sum / count, box);
  }
}
