package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;

/** Pools points, sampled bilinearly and evenly spaced, in each cell of a region of an image. */
final class RoiAlignment {
  private final float[] image;
  private final int[] shape;
  private final int height;
  private final int width;
  private final int ratio;
  private final float scale;
  private final boolean half;
  private final boolean max;

  RoiAlignment(
      Tensor image, int height, int width, int ratio, float scale, boolean half, boolean max) {
    this.image = image.toFloats();
    this.shape = image.shape();
    this.height = height;
    this.width = width;
    this.ratio = ratio;
    this.scale = scale;
    this.half = half;
    this.max = max;
  }

  float[] run(float[] regions, long[] batches, int count) {
    float[] y = new float[count];
    int at = 0;
    for (int r = 0; r < batches.length; r++) {
      if (batches[r] < 0 || batches[r] >= shape[0]) {
        throw new IllegalArgumentException("a region is in batch %d".formatted(batches[r]));
      }
      float shift = half ? 0.5f : 0;
      float left = regions[4 * r] * scale - shift;
      float top = regions[4 * r + 1] * scale - shift;
      float wide = regions[4 * r + 2] * scale - shift - left;
      float high = regions[4 * r + 3] * scale - shift - top;
      if (!half) {
        wide = Math.max(wide, 1);
        high = Math.max(high, 1);
      }
      for (int c = 0; c < shape[1]; c++) {
        int plane = ((int) batches[r] * shape[1] + c) * shape[2] * shape[3];
        for (int py = 0; py < height; py++) {
          for (int px = 0; px < width; px++) {
            y[at++] =
                cell(
                    plane,
                    top + py * high / height,
                    left + px * wide / width,
                    high / height,
                    wide / width);
          }
        }
      }
    }
    return y;
  }

  private float cell(int plane, float top, float left, float high, float wide) {
    int rows = ratio > 0 ? ratio : (int) Math.ceil(high);
    int columns = ratio > 0 ? ratio : (int) Math.ceil(wide);
    float sum = 0;
    float most = 0;
    boolean first = true;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float[] parts =
            parts(plane, top + (i + 0.5f) * high / rows, left + (j + 0.5f) * wide / columns);
        float largest = parts[0];
        for (float part : parts) {
          sum += part;
          largest = Math.max(largest, part);
        }
        most = first ? largest : Math.max(most, largest);
        first = false;
      }
    }
    return max ? most : sum / Math.max(1, rows * columns);
  }

  /** The four neighbours of a point by their weights; zeros outside of the image. */
  private float[] parts(int plane, float y, float x) {
    int h = shape[2];
    int w = shape[3];
    if (y < -1 || y > h || x < -1 || x > w) {
      return new float[4];
    }
    float row = Math.max(0, y);
    float column = Math.max(0, x);
    int top = Math.min((int) row, h - 1);
    int left = Math.min((int) column, w - 1);
    int bottom = Math.min(top + 1, h - 1);
    int right = Math.min(left + 1, w - 1);
    float down = top == h - 1 ? 0 : row - top;
    float across = left == w - 1 ? 0 : column - left;
    return new float[] {
      (1 - down) * (1 - across) * image[plane + top * w + left],
      (1 - down) * across * image[plane + top * w + right],
      down * (1 - across) * image[plane + bottom * w + left],
      down * across * image[plane + bottom * w + right]
    };
  }
}
