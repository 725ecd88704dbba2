package dev.forja.onnx;

import dev.forja.tensor.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures with lines, discs and text on a background that changes, drawn anew for each seed. */
final class RealPicture {
  private static final String[] WORDS = {"forge", "Anvil 1851", "STORM", "white whale", "7,50 m"};

  private RealPicture() {}

  /**
   * Pictures of the shape [n, channels, height, width] or [n, height, width, channels], with values
   * from -1 to 1, or from 0 to 255; a channel above the third is all ones.
   */
  static Tensor of(int[] shape, boolean pixels, Random random) {
    boolean last = shape[3] <= 4;
    int channels = last ? shape[3] : shape[1];
    int height = last ? shape[1] : shape[2];
    int width = last ? shape[2] : shape[3];
    float[] values = new float[shape[0] * channels * height * width];
    for (int n = 0; n < shape[0]; n++) {
      BufferedImage image = drawn(width, height, random);
      for (int i = 0; i < height * width; i++) {
        int rgb = image.getRGB(i % width, i / width);
        for (int c = 0; c < channels; c++) {
          int pixel = (rgb >> (16 - 8 * c)) & 255;
          int place = last ? i * channels + c : c * height * width + i;
          values[n * channels * height * width + place] =
              c > 2 ? 1 : pixels ? pixel : pixel / 127.5f - 1;
        }
      }
    }
    return Tensor.of(values, shape);
  }

  private static BufferedImage drawn(int width, int height, Random random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, color(random, 128), width, height, color(random, 128)));
    g.fillRect(0, 0, width, height);
    for (int i = 0; i < 6; i++) {
      g.setColor(color(random, 0));
      g.setStroke(new BasicStroke(1 + random.nextInt(4)));
      g.drawLine(at(random, width), at(random, height), at(random, width), at(random, height));
      g.fillOval(at(random, width), at(random, height), width / 12, height / 12);
      g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(10, height / 8)));
      g.drawString(WORDS[random.nextInt(WORDS.length)], at(random, width), at(random, height));
    }
    g.dispose();
    return image;
  }

  private static int at(Random random, int size) {
    return random.nextInt(size);
  }

  private static Color color(Random random, int least) {
    int room = 256 - least;
    return new Color(
        least + random.nextInt(room), least + random.nextInt(room), least + random.nextInt(room));
  }
}
