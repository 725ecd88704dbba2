package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import dev.forja.demo.pictures.PictureFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Converts a user's picture of one digit to the format of the training data, in the same way as
 * MNIST was made: the ink's bounding box scaled to fit 20 x 20, its centre of mass in the middle of
 * 28 x 28.
 */
final class UserPicture {
  private static final int BOX = 20;
  private static final float FAINTEST = 0.1f;

  private UserPicture() {}

  /** The 28 x 28 pixels, from 0 (paper) to 255 (ink), row by row. */
  static int[] read(Path file) {
    return centre(shrink(ink(PictureFile.read(file), file)));
  }

  /** How much each pixel differs from the background, from 0 to 1, whichever of them is darker. */
  private static Ink ink(BufferedImage picture, Path file) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage onWhite = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = onWhite.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    int[] colours = onWhite.getRGB(0, 0, width, height, null, 0, width);
    float[] brightness = new float[colours.length];
    for (int i = 0; i < colours.length; i++) {
      int c = colours[i];
      brightness[i] =
          (0.299f * (c >> 16 & 0xff) + 0.587f * (c >> 8 & 0xff) + 0.114f * (c & 0xff)) / 255;
    }
    float background = medianOfBorder(brightness, width, height);
    float strongest = 0;
    for (float value : brightness) {
      strongest = Math.max(strongest, Math.abs(value - background));
    }
    if (strongest < FAINTEST) {
      throw new DemoException("the picture " + file + " shows no digit: it is of one colour");
    }
    // Differences of up to a fifth of the contrast are treated as noise of the paper.
    float[] ink = new float[brightness.length];
    for (int i = 0; i < ink.length; i++) {
      float contrast = Math.abs(brightness[i] - background) / strongest;
      ink[i] = Math.clamp((contrast - 0.2f) / 0.7f, 0f, 1f);
    }
    return new Ink(ink, width, height);
  }

  private static float medianOfBorder(float[] brightness, int width, int height) {
    float[] border = new float[2 * (width + height)];
    int n = 0;
    for (int x = 0; x < width; x++) {
      border[n++] = brightness[x];
      border[n++] = brightness[(height - 1) * width + x];
    }
    for (int y = 0; y < height; y++) {
      border[n++] = brightness[y * width];
      border[n++] = brightness[y * width + width - 1];
    }
    Arrays.sort(border);
    return border[n / 2];
  }

  private record Ink(float[] values, int width, int height) {
    Rectangle bounds() {
      Rectangle bounds = new Rectangle(-1, -1);
      for (int i = 0; i < values.length; i++) {
        if (values[i] > 0.3f) {
          bounds.add(new Rectangle(i % width, i / width, 1, 1));
        }
      }
      return bounds;
    }
  }

  /** The digit's bounding box, scaled so that its longer side is 20 pixels. */
  private static Ink shrink(Ink ink) {
    Rectangle bounds = ink.bounds();
    BufferedImage digit =
        new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < bounds.height; y++) {
      for (int x = 0; x < bounds.width; x++) {
        int value = Math.round(255 * ink.values()[(bounds.y + y) * ink.width() + bounds.x + x]);
        digit.setRGB(x, y, value << 16 | value << 8 | value);
      }
    }
    double scale = (double) BOX / Math.max(bounds.width, bounds.height);
    int width = Math.max(1, (int) Math.round(bounds.width * scale));
    int height = Math.max(1, (int) Math.round(bounds.height * scale));
    Image scaled = digit.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(scaled, 0, 0, null);
    graphics.dispose();
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (small.getRGB(i % width, i / width) & 0xff) / 255f;
    }
    return new Ink(values, width, height);
  }

  /** The digit on 28 x 28 pixels, its centre of mass in the middle as far as there is room. */
  private static int[] centre(Ink digit) {
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < digit.values().length; i++) {
      int x = i % digit.width();
      int y = i / digit.width();
      mass += digit.values()[i];
      sumX += digit.values()[i] * (x + 0.5);
      sumY += digit.values()[i] * (y + 0.5);
    }
    int left = place(sumX / mass, digit.width());
    int top = place(sumY / mass, digit.height());
    int[] pixels = new int[Digits.SIZE * Digits.SIZE];
    for (int i = 0; i < digit.values().length; i++) {
      int x = left + i % digit.width();
      int y = top + i / digit.width();
      pixels[y * Digits.SIZE + x] = Math.round(255 * digit.values()[i]);
    }
    return pixels;
  }

  private static int place(double centreOfMass, int length) {
    int start = (int) Math.round(Digits.SIZE / 2.0 - centreOfMass);
    return Math.clamp(start, 0, Digits.SIZE - length);
  }
}
