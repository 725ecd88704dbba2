package dev.forja.demo.digits.pictures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white sheet with text and small grey images on it. */
final class Sheet {
  static final int MARGIN = 24;
  private static final Color INK = new Color(0x22, 0x22, 0x22);

  private final BufferedImage image;
  private final Graphics2D graphics;

  Sheet(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  void title(String text) {
    text(text, MARGIN, MARGIN + 16, Font.BOLD, 18);
  }

  void label(String text, int x, int baseline) {
    text(text, x, baseline, Font.PLAIN, 14);
  }

  /** A label with its middle at {@code x}. */
  void centred(String text, int x, int baseline) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    FontMetrics metrics = graphics.getFontMetrics();
    label(text, x - metrics.stringWidth(text) / 2, baseline);
  }

  private void text(String text, int x, int baseline, int style, int size) {
    graphics.setFont(new Font(Font.SANS_SERIF, style, size));
    graphics.setColor(INK);
    graphics.drawString(text, x, baseline);
  }

  /** Values from 0 (white) to 1 (black), row by row, drawn into a square of {@code size} pixels. */
  void tile(float[] values, int width, int x, int y, int size) {
    int height = values.length / width;
    BufferedImage tile = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      int grey = 255 - Math.round(255 * Math.clamp(values[i], 0f, 1f));
      tile.getRaster().setSample(i % width, i / width, 0, grey);
    }
    graphics.drawImage(tile, x, y, size, size, null);
    graphics.setColor(new Color(0xbb, 0xbb, 0xbb));
    graphics.drawRect(x, y, size, size);
  }

  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
