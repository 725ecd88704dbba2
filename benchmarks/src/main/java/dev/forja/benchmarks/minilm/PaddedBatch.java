package dev.forja.benchmarks.minilm;

import java.util.List;

/**
 * A batch in the form that the peers take.
 *
 * @param ids [n, l], padded with 0
 * @param mask 1 for tokens, 0 for padding
 */
record PaddedBatch(int n, int l, long[] ids, long[] mask) {
  static PaddedBatch of(List<int[]> texts) {
    int l = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = new long[texts.size() * l];
    long[] mask = new long[ids.length];
    for (int i = 0; i < texts.size(); i++) {
      int[] text = texts.get(i);
      for (int j = 0; j < text.length; j++) {
        ids[i * l + j] = text[j];
        mask[i * l + j] = 1;
      }
    }
    return new PaddedBatch(texts.size(), l, ids, mask);
  }

  boolean isPadded() {
    for (long seen : mask) {
      if (seen == 0) {
        return true;
      }
    }
    return false;
  }

  /** The mean of hidden [n, l, width] over the tokens, scaled to length 1. */
  float[] pool(float[] hidden, int width) {
    float[] vectors = new float[n * width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < l; j++) {
        if (mask[i * l + j] != 0) {
          int from = (i * l + j) * width;
          for (int c = 0; c < width; c++) {
            vectors[i * width + c] += hidden[from + c];
          }
        }
      }
      double square = 0;
      for (int c = i * width; c < (i + 1) * width; c++) {
        square += (double) vectors[c] * vectors[c];
      }
      float scale = (float) (1 / Math.sqrt(square));
      for (int c = i * width; c < (i + 1) * width; c++) {
        vectors[c] *= scale;
      }
    }
    return vectors;
  }
}
