package dev.forja.kernel.vector.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.vector.base.RowCopy;

/**
 * Channels of an image, laid out so that what a tap sees at neighbouring outputs lies side by side,
 * whatever the stride: padded (the array is zeroed first), and sorted into phases, which are the
 * rows and columns of one remainder by the stride. Output (i, j) sees through the tap (s, t) the
 * element {@code offset(channel, s, t) + i * pitch + j}. So a run of outputs is a run of memory,
 * also from one row of outputs to the next; in between lie {@code pitch - out} positions that are
 * no output.
 */
final class PaddedPlanes {
  private final ConvAxis rows;
  private final ConvAxis columns;
  private final int pitch;
  private final int phase;

  PaddedPlanes(ConvAxis rows, ConvAxis columns) {
    this.rows = rows;
    this.columns = columns;
    int width = reach(columns);
    int after = width - columns.pad() - columns.in();
    // The padding at the end of a row can be that before the next, as far as outputs stay apart.
    int shared =
        columns.stride() == 1
            ? Math.clamp(Math.min(columns.pad(), after), 0, width - columns.out())
            : 0;
    this.pitch = Math.ceilDiv(width, columns.stride()) - shared;
    this.phase = Math.ceilDiv(reach(rows), rows.stride()) * pitch;
  }

  /** Inputs and padding from the first tap of the first output to the last of the last. */
  private static int reach(ConvAxis axis) {
    return (axis.out() - 1) * axis.stride() + (axis.kernel() - 1) * axis.dilation() + 1;
  }

  /** Elements from one row of outputs to the next. */
  int pitch() {
    return pitch;
  }

  /** Elements of one channel. */
  int plane() {
    return phase * rows.stride() * columns.stride();
  }

  /** Elements of some channels, with what is read beyond them, a tile's width at most. */
  int size(int channels, int beyond) {
    return channels * plane() + pitch + beyond;
  }

  /** Where the first output finds what a tap sees. */
  int offset(int channel, int s, int t) {
    int row = s * rows.dilation();
    int column = t * columns.dilation();
    return channel * plane() + at(row, column);
  }

  private int at(int row, int column) {
    int inPhase = row / rows.stride() * pitch + column / columns.stride();
    return (row % rows.stride() * columns.stride() + column % columns.stride()) * phase + inPhase;
  }

  /**
   * Copies the channels of one image to where they belong, from {@code to} on. What follows a row,
   * up to a vector from its begin, may be set to zero: padding, or what is copied later.
   */
  void fill(float[] image, int from, int channels, float[] planes, int to) {
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
        RowCopy.padded(image, from + first, planes, at, end - first);
      } else {
        System.arraycopy(image, from + first, planes, at, end - first);
      }
      return;
    }
    for (int remainder = 0; remainder < stride; remainder++) {
      int start = first + Math.floorMod(remainder - first - pad, stride);
      int at = to + remainder * phase + (start + pad) / stride;
      for (int j = start; j < end; j += stride) {
        planes[at++] = image[from + j];
      }
    }
  }
}
