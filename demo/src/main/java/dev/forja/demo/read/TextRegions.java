package dev.forja.demo.read;

import java.util.ArrayList;
import java.util.List;

/** Turns a map of probabilities into boxes: one for each group of connected, likely pixels. */
final class TextRegions {
  private static final float LIKELY = 0.3f;

  /** What the pixels of a group must have in the mean. */
  private static final double SURE = 0.6;

  private static final double SMALLEST = 3;

  /** The network marks only the middle of a line; its boxes grow by area / perimeter times this. */
  private static final double GROWTH = 1.6;

  private final float[] likely;
  private final int width;
  private final boolean[] seen;

  private TextRegions(float[] likely, int width) {
    this.likely = likely;
    this.width = width;
    this.seen = new boolean[likely.length];
  }

  /** The map has the probabilities row by row. */
  static TextRegions of(float[] likely, int width, int height) {
    if (likely.length != width * height) {
      throw new IllegalArgumentException(
          "%d probabilities for %d x %d pixels".formatted(likely.length, width, height));
    }
    return new TextRegions(likely, width);
  }

  /** The boxes of all groups that are large and sure enough. */
  List<Box> boxes() {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < likely.length; i++) {
      if (likely[i] > LIKELY && !seen[i]) {
        List<Integer> group = group(i);
        double mean = group.stream().mapToDouble(pixel -> likely[pixel]).average().orElse(0);
        Box box = SmallestBox.around(group, width);
        if (mean >= SURE && Math.min(box.width(), box.height()) >= SMALLEST) {
          double area = box.width() * box.height();
          boxes.add(box.grown(GROWTH * area / (2 * (box.width() + box.height()))));
        }
      }
    }
    return boxes;
  }

  /** All likely pixels that are connected with this one, also by corners. */
  private List<Integer> group(int first) {
    List<Integer> group = new ArrayList<>();
    group.add(first);
    seen[first] = true;
    for (int next = 0; next < group.size(); next++) {
      int x = group.get(next) % width;
      int y = group.get(next) / width;
      for (int row = Math.max(0, y - 1); row <= y + 1; row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int pixel = row * width + column;
          if (pixel < likely.length && likely[pixel] > LIKELY && !seen[pixel]) {
            seen[pixel] = true;
            group.add(pixel);
          }
        }
      }
    }
    return group;
  }
}
