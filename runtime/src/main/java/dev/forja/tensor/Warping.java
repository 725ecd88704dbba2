package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Sampling of images and volumes at computed points. Any thread may call these methods; see {@link
 * Tensor}.
 */
public sealed interface Warping permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The elements of images [n, c, h, w] at the points of a grid [n, h', w', 2], or of volumes [n,
   * c, d, h, w] at those of a grid [n, d', h', w', 3], as {@code torch.nn.functional.grid_sample}:
   * [n, c, h', w'] or [n, c, d', h', w']. A point names the width first; -1 and 1 are the centres
   * of the elements at the edges if {@code alignCorners}, otherwise their outer sides. A point that
   * is NaN or infinite lies outside.
   *
   * @throws IllegalArgumentException if the shapes do not fit, or for a bicubic volume
   */
  @ShapeRule(
      "when(atLeast(rank(ranked(this, 4, 5)), 5), resample(this, (size($0, 1), size($0, 2), size($0, 3))), resample(this, (size($0, 1), size($0, 2))))")
  default Tensor gridSample(Tensor grid, GridMode mode, GridPadding padding, boolean alignCorners) {
    return new GridSampler(mode, padding, alignCorners).sample(self(), grid);
  }

  /**
   * The grid of these affine maps, [n, 2, 3] for images or [n, 3, 4] for volumes, for {@link
   * #gridSample}, as {@code torch.nn.functional.affine_grid}.
   *
   * @param size the shape of the images that will be sampled, [n, c, h, w] or [n, c, d, h, w]
   * @throws IllegalArgumentException if the shapes do not fit
   */
  @ShapeRule("resize(unsqueeze(reduce(shape($0), 1, false), -1), -1, rank(shape($0)) - 2)")
  default Tensor affineGrid(int[] size, boolean alignCorners) {
    int dims = size.length - 2;
    boolean fits = (dims == 2 || dims == 3) && self().rank() == 3 && self().size(0) == size[0];
    if (!fits || self().size(1) != dims || self().size(2) != dims + 1) {
      throw new IllegalArgumentException(
          "affineGrid: maps %s for images %s: expected [n, 2, 3] for [n, c, h, w], or [n, 3, 4] for [n, c, d, h, w]"
              .formatted(Shapes.show(self().shape()), Shapes.show(size)));
    }
    int[] points = new int[dims + 1];
    System.arraycopy(size, 2, points, 0, dims);
    points[dims] = 1;
    Tensor[] parts = new Tensor[dims + 1];
    for (int d = 0; d < dims; d++) {
      int[] along = new int[dims + 1];
      Arrays.fill(along, 1);
      along[d] = size[2 + d];
      Tensor line = size[2 + d] == 1 ? Tensor.zeros(1) : Tensor.linspace(-1, 1, size[2 + d]);
      Tensor scaled = alignCorners ? line : line.mul((size[2 + d] - 1.0) / size[2 + d]);
      parts[dims - 1 - d] = scaled.reshape(along).expand(points);
    }
    parts[dims] = Tensor.ones(points);
    int count = Shapes.count(points);
    Tensor base = Tensor.cat(dims, parts).reshape(1, count, dims + 1);
    Tensor grid = base.expand(size[0], count, dims + 1).matmul(self().transpose(1, 2));
    points[dims] = dims;
    int[] shape = new int[dims + 2];
    shape[0] = size[0];
    System.arraycopy(points, 0, shape, 1, dims + 1);
    return grid.reshape(shape);
  }
}
