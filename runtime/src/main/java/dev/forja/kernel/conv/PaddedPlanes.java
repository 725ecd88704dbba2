package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;

/**
 * A layout for the channels of an image in which the inputs that one tap reads for neighbouring
 * outputs are contiguous, whatever the stride. The channels are padded (the array is zeroed first)
 * and sorted into phases; a phase holds the rows and columns that leave the same remainder when
 * divided by the stride. For output (i, j), the tap (s, t) reads the element {@code offset(channel,
 * s, t) + i * pitch + j}. So a run of outputs corresponds to a run of memory, even across rows of
 * outputs; between two rows there are {@code pitch - out} positions that are not outputs.
 */
public final class PaddedPlanes {
  /** Copies a row of an image. */
  @FunctionalInterface
  public interface RowCopier {
    /**
     * Copies n elements. The elements after them, up to 16 elements from the first one, may be set
     * to zero.
     */
    void copy(float[] x, int xo, float[] y, int yo, int n);
  }

  private final RowCopier copier;
  private final ConvAxis rows;
  private final ConvAxis columns;
  private final int pitch;
  private final int phase;

  PaddedPlanes(ConvAxis rows, ConvAxis columns, RowCopier copier) {
    this.copier = copier;
    this.rows = rows;
    this.columns = columns;
    int width = reach(columns);
    int after = width - columns.pad() - columns.in();
    // The padding at the end of a row can serve as the padding before the next row, as long as the
    // outputs of the two rows stay apart.
    int shared =
        columns.stride() == 1
            ? Math.clamp(Math.min(columns.pad(), after), 0, width - columns.out())
            : 0;
    this.pitch = Math.ceilDiv(width, columns.stride()) - shared;
    this.phase = Math.ceilDiv(reach(rows), rows.stride()) * pitch;
  }

  /**
   * The number of places, including padding, from the first tap of the first output to the last tap
   * of the last output.
   */
  private static int reach(ConvAxis axis) {
    return (axis.out() - 1) * axis.stride() + (axis.kernel() - 1) * axis.dilation() + 1;
  }

  /** The distance between neighbouring rows of outputs, in elements. */
  public int pitch() {
    return pitch;
  }

  /** The number of elements of one channel. */
  public int plane() {
    return phase * rows.stride() * columns.stride();
  }

  /**
   * The number of elements of some channels, including those that are read beyond the end, at most
   * a tile's width.
   */
  public int size(int channels, int beyond) {
    return channels * plane() + pitch + beyond;
  }

  /**
   * The layout for a band of rows of outputs alone. Where each element lies depends on the height
   * of a band, not on its place; a band at the end may reach beyond the outputs.
   *
   * @param first the first row of outputs
   * @param height the number of rows of outputs
   */
  public PaddedPlanes band(int first, int height) {
    int pad = rows.pad() - first * rows.stride();
    ConvAxis part =
        new ConvAxis(rows.in(), rows.kernel(), rows.stride(), pad, rows.dilation(), height);
    return new PaddedPlanes(part, columns, copier);
  }

  /** Whether rows of this layout are padding. */
  public boolean hasPaddingRows() {
    return rows.pad() > 0 || reach(rows) - rows.pad() > rows.in();
  }

  /** The offset in the layout of a band that corresponds to an {@link #offset} in this one. */
  public int offsetIn(PaddedPlanes band, int offset) {
    int place = offset % plane();
    return offset / plane() * band.plane() + place / phase * band.phase + place % phase;
  }

  /** The index of the element that a tap reads for the first output. */
  public int offset(int channel, int s, int t) {
    int row = s * rows.dilation();
    int column = t * columns.dilation();
    return channel * plane() + at(row, column);
  }

  private int at(int row, int column) {
    int inPhase = row / rows.stride() * pitch + column / columns.stride();
    return (row % rows.stride() * columns.stride() + column % columns.stride()) * phase + inPhase;
  }

  /**
   * Copies channels of one image into this layout, the first of them to {@code to}. The elements
   * after a row, up to 16 elements from its start, may be set to zero; they are padding or are
   * copied later.
   */
  public void fill(float[] image, int from, int channels, float[] planes, int to) {
    int firstRow = Math.max(0, -rows.pad());
    int endRow = Math.min(rows.in(), reach(rows) - rows.pad());
    for (int c = 0; c < channels; c++) {
      for (int i = firstRow; i < endRow; i++) {
        fillRow(
            image,
            from + (c * rows.in() + i) * columns.in(),
            planes,
            to + c * plane() + at(i + rows.pad(), 0));
      }
    }
  }

  private void fillRow(float[] image, int from, float[] planes, int to) {
    int stride = columns.stride();
    int pad = columns.pad();
    int first = Math.max(0, -pad);
    int end = Math.min(columns.in(), reach(columns) - pad);
    if (stride == 1 && end > first) {
      int at = to + first + pad;
      if (rows.stride() == 1) {
        copier.copy(image, from + first, planes, at, end - first);
      } else {
        System.arraycopy(image, from + first, planes, at, end - first);
      }
      return;
    }
    for (int remainder = 0; remainder < stride; remainder++) {
      int start = first + Math.floorMod(remainder - first - pad, stride);
      int at = to + remainder * phase + (start + pad) / stride;
      int n = Math.max(0, Math.ceilDiv(end - start, stride));
      if (stride == 2) {
        everySecond(image, from + start, planes, at, n);
      } else {
        for (int j = 0; j < n; j++) {
          planes[at + j] = image[from + start + j * stride];
        }
      }
    }
  }

  /** A loop of its own: only a step that the compiler knows is free of checks of bounds. */
  private static void everySecond(float[] x, int xo, float[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[xo + 2 * j];
    }
  }
}
