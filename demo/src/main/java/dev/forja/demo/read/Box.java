package dev.forja.demo.read;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/**
 * A rectangle around a line of text, in pixels of the picture, which may be turned.
 *
 * @param x the middle, from the left
 * @param y the middle, from the top
 * @param width the length along the line
 * @param height the length across the line
 * @param angle the direction of the line, in radians, clockwise; 0 is to the right
 */
record Box(double x, double y, double width, double height, double angle) {
  /** The same rectangle with a margin on each side. */
  Box grown(double margin) {
    return new Box(x, y, width + 2 * margin, height + 2 * margin, angle);
  }

  /** The same rectangle in a picture that is larger by these factors. */
  Box scaled(double alongX, double alongY) {
    double cos = Math.cos(angle) * alongX;
    double sin = Math.sin(angle) * alongY;
    double acrossCos = Math.cos(angle) * alongY;
    double acrossSin = Math.sin(angle) * alongX;
    return new Box(
        x * alongX,
        y * alongY,
        width * Math.hypot(cos, sin),
        height * Math.hypot(acrossCos, acrossSin),
        Math.atan2(sin, cos));
  }

  /** Moves the rectangle to the origin and turns it upright. */
  AffineTransform upright() {
    AffineTransform transform = AffineTransform.getTranslateInstance(width / 2, height / 2);
    transform.rotate(-angle);
    transform.translate(-x, -y);
    return transform;
  }

  /** The four sides, to be drawn. */
  Path2D outline() {
    Path2D outline = new Path2D.Double();
    for (int corner = 0; corner < 4; corner++) {
      double along = (corner == 1 || corner == 2 ? width : -width) / 2;
      double across = (corner >= 2 ? height : -height) / 2;
      double cornerX = x + along * Math.cos(angle) - across * Math.sin(angle);
      double cornerY = y + along * Math.sin(angle) + across * Math.cos(angle);
      if (corner == 0) {
        outline.moveTo(cornerX, cornerY);
      } else {
        outline.lineTo(cornerX, cornerY);
      }
    }
    outline.closePath();
    return outline;
  }
}
