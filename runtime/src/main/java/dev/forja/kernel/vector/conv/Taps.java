package dev.forja.kernel.vector.conv;

import dev.forja.kernel.Convolution;

/**
 * The terms of the sum that makes one output, in order: each names an element of {@link
 * PaddedPlanes} and one of the weight.
 *
 * @param offsets where the planes hold what the first output sees
 * @param weights where the weight of the first channel lies within its group's
 * @param rowStep elements of the weight from one channel to the next
 * @param groupStep elements of the weight from one group to the next
 */
record Taps(int[] offsets, int[] weights, int rowStep, int groupStep) {
  int count() {
    return offsets.length;
  }

  /** What outputs see of the inputs of their group. */
  static Taps forward(Convolution c, PaddedPlanes planes) {
    int[] offsets = new int[c.groupInputs() * c.taps()];
    int[] weights = new int[offsets.length];
    int k = 0;
    for (int channel = 0; channel < c.groupInputs(); channel++) {
      for (int s = 0; s < c.rows().kernel(); s++) {
        for (int t = 0; t < c.columns().kernel(); t++) {
          offsets[k] = planes.offset(channel, s, t);
          weights[k] = k;
          k++;
        }
      }
    }
    return new Taps(offsets, weights, k, c.groupOutputs() * k);
  }

  /** What the inputs of one phase get from the outputs of their group. */
  static Taps backward(Convolution c, Phase rows, Phase columns, PaddedPlanes planes) {
    int[] s = rows.taps();
    int[] t = columns.taps();
    int[] offsets = new int[c.groupOutputs() * s.length * t.length];
    int[] weights = new int[offsets.length];
    int rowStep = c.taps();
    int k = 0;
    for (int channel = 0; channel < c.groupOutputs(); channel++) {
      for (int row : s) {
        for (int column : t) {
          offsets[k] = planes.offset(channel, rows.place(row), columns.place(column));
          weights[k] = channel * c.groupInputs() * rowStep + row * c.columns().kernel() + column;
          k++;
        }
      }
    }
    return new Taps(offsets, weights, rowStep, c.groupOutputs() * c.groupInputs() * rowStep);
  }
}
