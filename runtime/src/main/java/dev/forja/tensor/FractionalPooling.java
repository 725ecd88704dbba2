package dev.forja.tensor;

import dev.forja.array.Shapes;
import org.jspecify.annotations.Nullable;

/** Max pooling with windows at places that random numbers choose, in any number of dimensions. */
final class FractionalPooling {
  private final String name;
  private final int dims;
  private final Size3d kernel;
  private final Size3d output;

  private FractionalPooling(String name, int dims, Size3d kernel, Size3d output) {
    this.name = name;
    this.dims = dims;
    this.kernel = kernel;
    this.output = output;
  }

  static ValuesAndIndices of(
      Tensor x, int dims, Size3d kernel, Size3d output, @Nullable Tensor samples) {
    String name = "fractional_max_pool" + dims + "d";
    if (x.rank() != dims + 1 && x.rank() != dims + 2) {
      throw new IllegalArgumentException(
          "%s: input %s: expected %d dimensions, or %d without a batch"
              .formatted(name, Shapes.show(x.shape()), dims + 2, dims + 1));
    }
    FractionalPooling pooling = new FractionalPooling(name, dims, kernel, output);
    boolean single = x.rank() == dims + 1;
    ValuesAndIndices found = pooling.pooled(single ? x.unsqueeze(0) : x, samples);
    return single
        ? new ValuesAndIndices(found.values().squeeze(0), found.indices().squeeze(0))
        : found;
  }

  private ValuesAndIndices pooled(Tensor x, @Nullable Tensor given) {
    int n = x.size(0);
    int c = x.size(1);
    Tensor samples = given == null ? Tensor.rand(n, c, dims) : given;
    if (samples.rank() != 3
        || samples.size(0) != n
        || samples.size(1) != c
        || samples.size(2) != dims) {
      throw new IllegalArgumentException(
          "%s: random samples %s for an input %s: expected %s"
              .formatted(
                  name,
                  Shapes.show(samples.shape()),
                  Shapes.show(x.shape()),
                  Shapes.show(new int[] {n, c, dims})));
    }
    int[] places = new int[dims];
    int windows = 1;
    int elements = 1;
    for (int d = 0; d < dims; d++) {
      places[d] = output.at(3 - dims + d);
      int size = kernel.at(3 - dims + d);
      if (places[d] < 1 || size < 1 || places[d] + size - 1 > x.size(2 + d)) {
        throw new IllegalArgumentException(
            "%s: %d windows of %d in %d places of input %s: expected 1 or more of both, and room for them"
                .formatted(name, places[d], size, x.size(2 + d), Shapes.show(x.shape())));
      }
      windows *= places[d];
      elements *= size;
    }
    long[] index = index(x, samples.detach().toFloats(), places, windows * elements);
    Tensor all = Tensor.of(index, n, c, windows * elements);
    Tensor inside = all.reshape(n, c, windows, elements);
    Tensor values = x.flatten(2).gather(2, all).reshape(n, c, windows, elements);
    ValuesAndIndices most = values.max(3, true);
    int[] shape = new int[dims + 2];
    shape[0] = n;
    shape[1] = c;
    System.arraycopy(places, 0, shape, 2, dims);
    return new ValuesAndIndices(
        most.values().reshape(shape), inside.gather(3, most.indices()).reshape(shape));
  }

  /** The elements of all windows, window by window, as indices among those of their channel. */
  private long[] index(Tensor x, float[] samples, int[] places, int perChannel) {
    int channels = x.size(0) * x.size(1);
    long[] index = new long[channels * perChannel];
    int at = 0;
    int[] window = new int[2 * dims];
    for (int channel = 0; channel < channels; channel++) {
      int[][] starts = new int[dims][];
      for (int d = 0; d < dims; d++) {
        // PyTorch takes the samples of images from the width on, those of volumes from the depth.
        float sample = samples[channel * dims + (dims == 2 ? 1 - d : d)];
        starts[d] = starts(sample, x.size(2 + d), places[d], kernel.at(3 - dims + d));
      }
      for (int i = 0; i < perChannel; i++) {
        int rest = i;
        for (int d = 2 * dims - 1; d >= 0; d--) {
          int size = d < dims ? places[d] : kernel.at(3 - 2 * dims + d);
          window[d] = rest % size;
          rest /= size;
        }
        long place = 0;
        for (int d = 0; d < dims; d++) {
          place = place * x.size(2 + d) + starts[d][window[d]] + window[dims + d];
        }
        index[at++] = place;
      }
    }
    return index;
  }

  /** Where windows start; computed in float32 as PyTorch does it. */
  private static int[] starts(float sample, int size, int count, int kernel) {
    int[] starts = new int[count];
    float alpha = (float) (size - kernel) / (count - 1);
    for (int i = 0; i < count - 1; i++) {
      starts[i] = (int) ((i + sample) * alpha) - (int) (sample * alpha);
    }
    starts[count - 1] = size - kernel;
    return starts;
  }
}
