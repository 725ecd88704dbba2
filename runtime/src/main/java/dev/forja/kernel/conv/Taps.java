package dev.forja.kernel.conv;

import dev.forja.kernel.Convolution;

/**
 * The terms of the sum for one output, in order. Each term is the product of an element of {@link
 * PaddedPlanes} and an element of the weight.
 *
 * @param offsets the indices in the planes for the first output
 * @param weights the indices in the weight for the first channel of a group
 * @param rowStep the distance between the weights of neighbouring channels, in elements
 * @param groupStep the distance between the weights of neighbouring groups, in elements
 */
public record Taps(int[] offsets, int[] weights, int rowStep, int groupStep) {
  /**
   * The number of terms that are summed before the next outputs, so that their weights stay in the
   * cache. The sums of these blocks are added in order.
   */
  public static final int BLOCK = 256;

  public int count() {
    return offsets.length;
  }

  /** The same terms in the layout of a band. */
  public Taps in(PaddedPlanes planes, PaddedPlanes band) {
    int[] moved = new int[offsets.length];
    for (int k = 0; k < moved.length; k++) {
      moved[k] = planes.offsetIn(band, offsets[k]);
    }
    return new Taps(moved, weights, rowStep, groupStep);
  }

  /** The terms of an output: the inputs of its group. */
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

  /** The terms of the gradient of an input of one phase: the outputs of its group. */
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
