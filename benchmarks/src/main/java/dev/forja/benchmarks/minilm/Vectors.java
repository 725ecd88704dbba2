package dev.forja.benchmarks.minilm;

import java.util.List;

/** Joins vectors into one array. */
final class Vectors {
  private Vectors() {}

  /** All parts in one array. */
  static float[] join(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
