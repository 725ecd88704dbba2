package dev.forja.demo.read;

import dev.forja.tensor.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Pictures in the sizes and as the numbers that the networks take. */
final class Pixels {
  private Pixels() {}

  /** The picture on white, without transparency. */
  static BufferedImage onWhite(BufferedImage picture) {
    BufferedImage opaque = empty(picture.getWidth(), picture.getHeight());
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return opaque;
  }

  /** The picture in another size; it is halved while it is more than twice too large. */
  static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage now = picture;
    while (now.getWidth() > 2 * width || now.getHeight() > 2 * height) {
      now =
          drawn(
              now,
              Math.max(width, (now.getWidth() + 1) / 2),
              Math.max(height, (now.getHeight() + 1) / 2));
    }
    return drawn(now, width, height);
  }

  private static BufferedImage drawn(BufferedImage picture, int width, int height) {
    BufferedImage result = empty(width, height);
    Graphics2D graphics = smooth(result);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }

  /** What is in a box, turned upright. */
  static BufferedImage cut(BufferedImage picture, Box box) {
    BufferedImage result =
        empty(
            Math.max(1, (int) Math.round(box.width())),
            Math.max(1, (int) Math.round(box.height())));
    Graphics2D graphics = smooth(result);
    graphics.drawImage(picture, box.upright(), null);
    graphics.dispose();
    return result;
  }

  /** The picture upside down. */
  static BufferedImage turned(BufferedImage picture) {
    BufferedImage result = empty(picture.getWidth(), picture.getHeight());
    Graphics2D graphics = result.createGraphics();
    graphics.drawImage(
        picture, new AffineTransform(-1, 0, 0, -1, picture.getWidth(), picture.getHeight()), null);
    graphics.dispose();
    return result;
  }

  private static BufferedImage empty(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  private static Graphics2D smooth(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    return graphics;
  }

  /**
   * The picture as [1, 3, height, width], in the order blue, green, red, in which PP-OCR was
   * trained; each number is {@code (value / 255 - mean) / deviation}. On the right, it is filled up
   * with zeros.
   *
   * @param means for each channel, in that order
   * @param deviations for each channel, in that order
   */
  static Tensor tensor(BufferedImage picture, int width, float[] means, float[] deviations) {
    int height = picture.getHeight();
    float[] values = new float[3 * height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          float value = (rgb >> (8 * c) & 0xff) / 255f;
          values[(c * height + y) * width + x] = (value - means[c]) / deviations[c];
        }
      }
    }
    return Tensor.of(values, 1, 3, height, width);
  }
}
