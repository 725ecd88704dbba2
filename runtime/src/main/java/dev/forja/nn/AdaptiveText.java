package dev.forja.nn;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** Output sizes in PyTorch's format. */
final class AdaptiveText {
  private AdaptiveText() {}

  /** One number if all sizes are equal, otherwise a tuple; None for -1. */
  static String of(int... sizes) {
    boolean equal = Arrays.stream(sizes).distinct().count() == 1;
    return equal
        ? text(sizes[0])
        : Arrays.stream(sizes).mapToObj(AdaptiveText::text).collect(joining(", ", "(", ")"));
  }

  private static String text(int size) {
    return size < 0 ? "None" : Integer.toString(size);
  }
}
