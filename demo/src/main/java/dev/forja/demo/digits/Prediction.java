package dev.forja.demo.digits;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** The prediction of a trained model for a user's picture. */
final class Prediction {
  private static final int BAR = 40;

  private Prediction() {}

  /** Prints the probability of each digit. */
  static void print(Classifier model, Path picture, PrintWriter out) {
    int[] pixels = UserPicture.read(picture);
    float[] image = new float[pixels.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = Digits.normalise(pixels[i]);
    }
    model.module().eval();
    Tensor images = Tensor.of(image, 1, 1, Digits.SIZE, Digits.SIZE);
    float[] probabilities = NoGrad.call(() -> model.call().apply(images).softmax(1).toFloats());
    int best = 0;
    for (int digit = 0; digit < probabilities.length; digit++) {
      best = probabilities[digit] > probabilities[best] ? digit : best;
    }
    out.println(drawing(pixels));
    out.printf("%s looks like a %d%n%n", picture, best);
    for (int digit = 0; digit < probabilities.length; digit++) {
      out.printf(
          Locale.ROOT,
          "%d %6.2f %% %s%n",
          digit,
          100 * probabilities[digit],
          "#".repeat(Math.round(BAR * probabilities[digit])));
    }
    out.flush();
  }

  /** The picture as the model sees it, with two rows of pixels per line of text. */
  private static String drawing(int[] pixels) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < Digits.SIZE; y += 2) {
      StringBuilder line = new StringBuilder("  ");
      for (int x = 0; x < Digits.SIZE; x++) {
        int ink = pixels[y * Digits.SIZE + x] + pixels[(y + 1) * Digits.SIZE + x];
        line.append(" .:*#".charAt(Math.min(ink / 96, 4)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
