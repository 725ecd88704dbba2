package dev.forja.demo.read;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rectangle of the smallest area around pixels. One of its sides lies on a side of their convex
 * hull (Freeman and Shapira, 1975), so all of those are tried.
 */
final class SmallestBox {
  /** Below this ratio of its sides, a box says nothing of the direction of its text. */
  private static final double NEARLY_SQUARE = 1.5;

  private SmallestBox() {}

  /** The pixels are numbered row by row. */
  static Box around(List<Integer> pixels, int width) {
    Map<Integer, int[]> rows = new TreeMap<>(); // the first and the last column of each row
    for (int pixel : pixels) {
      int x = pixel % width;
      int[] ends = rows.computeIfAbsent(pixel / width, _ -> new int[] {x, x});
      ends[0] = Math.min(ends[0], x);
      ends[1] = Math.max(ends[1], x);
    }
    TreeSet<Point2D.Double> corners =
        new TreeSet<>(Comparator.comparingDouble(Point2D::getX).thenComparingDouble(Point2D::getY));
    rows.forEach(
        (y, ends) -> {
          for (int below = 0; below < 2; below++) {
            corners.add(new Point2D.Double(ends[0], y + below));
            corners.add(new Point2D.Double(ends[1] + 1, y + below));
          }
        });
    List<Point2D.Double> hull = hull(List.copyOf(corners));
    Box best = along(hull, 0);
    for (int i = 0; i < hull.size(); i++) {
      Point2D from = hull.get(i);
      Point2D to = hull.get((i + 1) % hull.size());
      Box box = along(hull, Math.atan2(to.getY() - from.getY(), to.getX() - from.getX()));
      if (box.width() * box.height() < best.width() * best.height() - 1e-6) {
        best = box;
      }
    }
    return best;
  }

  /** Andrew's monotone chain: the lower side of the sorted points, then the upper one. */
  private static List<Point2D.Double> hull(List<Point2D.Double> sorted) {
    List<Point2D.Double> hull = half(sorted);
    hull.addAll(half(sorted.reversed()));
    return hull;
  }

  private static List<Point2D.Double> half(List<Point2D.Double> points) {
    List<Point2D.Double> half = new ArrayList<>();
    for (Point2D.Double point : points) {
      while (half.size() >= 2 && !turnsLeft(half.get(half.size() - 2), half.getLast(), point)) {
        half.removeLast();
      }
      half.add(point);
    }
    half.removeLast(); // it begins the other half
    return half;
  }

  private static boolean turnsLeft(Point2D a, Point2D b, Point2D c) {
    return (b.getX() - a.getX()) * (c.getY() - a.getY())
            - (b.getY() - a.getY()) * (c.getX() - a.getX())
        > 0;
  }

  /** The rectangle with a side of this direction, its width along the text. */
  private static Box along(List<Point2D.Double> hull, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point2D point : hull) {
      double x = point.getX() * cos + point.getY() * sin;
      double y = point.getY() * cos - point.getX() * sin;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    double x = (left + right) / 2;
    double y = (top + bottom) / 2;
    return directed(
        new Box(x * cos - y * sin, x * sin + y * cos, right - left, bottom - top, angle));
  }

  /** Text runs along the longer side, or, in a box that is nearly square, to the right. */
  private static Box directed(Box box) {
    double longer = Math.max(box.width(), box.height());
    double shorter = Math.min(box.width(), box.height());
    boolean swap =
        longer >= NEARLY_SQUARE * shorter
            ? box.height() > box.width()
            : Math.abs(Math.sin(box.angle())) > Math.abs(Math.cos(box.angle()));
    double angle = swap ? box.angle() + Math.PI / 2 : box.angle();
    double toTheRight = Math.atan(Math.tan(angle)); // the other way is for the angle classifier
    return swap
        ? new Box(box.x(), box.y(), box.height(), box.width(), toTheRight)
        : new Box(box.x(), box.y(), box.width(), box.height(), toTheRight);
  }
}
