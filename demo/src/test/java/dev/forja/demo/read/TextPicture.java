package dev.forja.demo.read;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/**
 * A picture of text, drawn for a test.
 *
 * @param lines the text
 * @param font the name of a font
 * @param style as of {@link Font}
 * @param size the height of the font, in pixels
 * @param degrees how far the text is turned, clockwise
 * @param noise the deviation of the noise, of 255
 * @param dark whether the paper is darker than the text
 */
record TextPicture(
    List<String> lines,
    String font,
    int style,
    int size,
    double degrees,
    double noise,
    boolean dark) {
  TextPicture(String font, int style, int size, double degrees, double noise, boolean dark) {
    this(
        List.of("Call me Ishmael.", "Some years ago - never mind", "INVOICE 2024/1851"),
        font,
        style,
        size,
        degrees,
        noise,
        dark);
  }

  BufferedImage draw() {
    int longest = lines.stream().mapToInt(String::length).max().orElse(1);
    int width = size * (longest * 3 / 4 + 2);
    int height = size * (2 * lines.size() + 2);
    double turn = Math.toRadians(degrees);
    double cos = Math.abs(Math.cos(turn));
    double sin = Math.abs(Math.sin(turn));
    BufferedImage picture =
        new BufferedImage(
            (int) Math.ceil(width * cos + height * sin),
            (int) Math.ceil(width * sin + height * cos),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(dark ? new Color(30, 40, 60) : new Color(246, 243, 234));
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setColor(dark ? new Color(235, 230, 210) : new Color(30, 30, 40));
    g.setFont(new Font(font, style, size));
    g.translate(picture.getWidth() / 2.0, picture.getHeight() / 2.0);
    g.rotate(turn);
    for (int i = 0; i < lines.size(); i++) {
      g.drawString(lines.get(i), size - width / 2, size * (2 * i + 2) - height / 2);
    }
    g.dispose();
    addNoise(picture);
    return picture;
  }

  private void addNoise(BufferedImage picture) {
    Random random = new Random(1);
    for (int y = 0; noise > 0 && y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y);
        int noisy = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          long value = Math.round((rgb >> shift & 0xff) + noise * random.nextGaussian());
          noisy |= Math.clamp(value, 0, 255) << shift;
        }
        picture.setRGB(x, y, noisy);
      }
    }
  }
}
