package dev.forja.demo.read;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** The picture with a numbered box around each line. */
final class MarkedPicture {
  private static final Color MARK = new Color(0xd0, 0x20, 0x20);

  private MarkedPicture() {}

  static BufferedImage of(BufferedImage picture, List<Line> lines) {
    BufferedImage marked = Pixels.onWhite(picture);
    Graphics2D graphics = marked.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    int longer = Math.max(marked.getWidth(), marked.getHeight());
    graphics.setStroke(new BasicStroke(Math.max(1, longer / 500f)));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(10, longer / 60)));
    graphics.setColor(MARK);
    for (int i = 0; i < lines.size(); i++) {
      var outline = lines.get(i).box().outline();
      graphics.draw(outline);
      var bounds = outline.getBounds2D();
      graphics.drawString(
          Integer.toString(i + 1),
          (float) Math.max(0, bounds.getX()),
          (float) Math.max(graphics.getFontMetrics().getAscent(), bounds.getY() - 2));
    }
    graphics.dispose();
    return marked;
  }
}
