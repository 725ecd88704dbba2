package dev.forja.nn;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Output sizes of adaptive poolings, of which null stands for the size of the input. */
final class AdaptiveSizes {
  private AdaptiveSizes() {}

  /** Refuses sizes below 1. */
  static void check(String layer, @Nullable Integer... sizes) {
    if (Arrays.stream(sizes).anyMatch(size -> size != null && size < 1)) {
      throw new IllegalArgumentException(
          "%s: output %s: expected 1 or more%s"
              .formatted(
                  layer, text(sizes), sizes.length == 1 ? "" : ", or null for the input's size"));
    }
  }

  /** In PyTorch's format: one number if all sizes are equal, otherwise a tuple; None for null. */
  static String text(@Nullable Integer... sizes) {
    boolean equal = Arrays.stream(sizes).allMatch(size -> Objects.equals(size, sizes[0]));
    return equal
        ? show(sizes[0])
        : Arrays.stream(sizes).map(AdaptiveSizes::show).collect(joining(", ", "(", ")"));
  }

  private static String show(@Nullable Integer size) {
    return size == null ? "None" : size.toString();
  }
}
