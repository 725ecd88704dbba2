package dev.forja.demo.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order in which boxes are read: rows from top to bottom, each from left to right. */
final class ReadingOrder {
  private ReadingOrder() {}

  static List<Box> of(List<Box> boxes) {
    List<Box> rest = new ArrayList<>(boxes);
    rest.sort(Comparator.comparingDouble(Box::y));
    List<Box> ordered = new ArrayList<>();
    while (!rest.isEmpty()) {
      Box top = rest.getFirst();
      List<Box> row =
          rest.stream()
              .filter(box -> box.y() < top.y() + Math.min(box.height(), top.height()) / 2)
              .toList();
      row.stream().sorted(Comparator.comparingDouble(Box::x)).forEach(ordered::add);
      rest.removeAll(row);
    }
    return ordered;
  }
}
