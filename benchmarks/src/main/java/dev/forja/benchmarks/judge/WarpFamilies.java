package dev.forja.benchmarks.judge;

import static dev.forja.benchmarks.judge.SpatialFamilies.join;
import static dev.forja.benchmarks.judge.SpatialFamilies.margin;
import static dev.forja.benchmarks.judge.SpatialFamilies.show;
import static dev.forja.benchmarks.judge.SpatialFamilies.size;
import static dev.forja.benchmarks.judge.SpatialFamilies.sizes;
import static dev.forja.benchmarks.judge.SpatialFamilies.yes;

import dev.forja.nn.PixelUnshuffle;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.GridMode;
import dev.forja.tensor.GridPadding;
import java.util.ArrayList;
import java.util.List;

/** Windows of images taken apart and put together again, and images read at places of a grid. */
final class WarpFamilies {
  private final List<Family> families = new ArrayList<>();

  private WarpFamilies() {}

  static List<Family> all() {
    WarpFamilies made = new WarpFamilies();
    made.windows();
    made.warps();
    return made.families;
  }

  private void windows() {
    families.add(new Family("im2col", draw -> windows(draw, false)));
    families.add(new Family("col2im", draw -> windows(draw, true)));
    families.add(
        new Family(
            "pixel_unshuffle",
            draw -> {
              int factor = draw.count(1, 3);
              return Trial.of(
                  "torch.pixel_unshuffle(a0, %d)".formatted(factor),
                  List.of(draw.leaf(2, 2, factor * draw.count(1, 3), factor * draw.count(1, 3))),
                  t -> PixelUnshuffle.of(factor).call(t.getFirst()));
            }));
    families.add(
        new Family(
            "channel_shuffle",
            draw -> {
              int groups = draw.count(1, 4);
              return Trial.of(
                  "torch.channel_shuffle(a0, %d)".formatted(groups),
                  List.of(draw.leaf(2, groups * draw.count(1, 3), 3, draw.count(1, 4))),
                  t -> t.getFirst().channelShuffle(groups));
            }));
  }

  private static Trial windows(Draw draw, boolean back) {
    int[] kernel = sizes(draw, 2, 1, 3);
    int[] stride = sizes(draw, 2, 1, 3);
    int[] pad = sizes(draw, 2, 0, 2);
    int[] dilation = sizes(draw, 2, 1, 2);
    int[] whole = sizes(draw, 2, 5, 8);
    ConvOptions options =
        ConvOptions.defaults()
            .withStride(size(stride))
            .withPadding(margin(pad))
            .withDilation(size(dilation));
    String rest =
        "%s, %s, %s, %s)".formatted(show(kernel), show(dilation), show(pad), show(stride));
    if (!back) {
      return Trial.of(
          "torch.im2col(a0, " + rest,
          List.of(draw.leaf(join(2, draw.count(1, 3), whole))),
          t -> t.getFirst().unfold(size(kernel), options));
    }
    int places = 1;
    for (int i = 0; i < 2; i++) {
      places *= (whole[i] + 2 * pad[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i] + 1;
    }
    return Trial.of(
        "torch.col2im(a0, %s, %s".formatted(show(whole), rest),
        List.of(draw.leaf(2, draw.count(1, 3) * kernel[0] * kernel[1], places)),
        t -> t.getFirst().fold(size(whole), size(kernel), options));
  }

  private void warps() {
    families.add(new Family("grid_sampler_2d", draw -> warp(draw, 2)));
    families.add(new Family("grid_sampler_3d", draw -> warp(draw, 3)));
    families.add(
        new Family(
            "affine_grid_generator",
            draw -> {
              int dims = draw.count(2, 3);
              int n = draw.count(1, 3);
              int[] s = join(n, draw.count(1, 3), sizes(draw, dims, 2, 5));
              boolean corners = draw.flag();
              return Trial.of(
                  "torch.affine_grid_generator(a0, %s, %s)".formatted(show(s), yes(corners)),
                  List.of(draw.leaf(n, dims, dims + 1)),
                  t -> t.getFirst().affineGrid(s, corners));
            }));
  }

  /** Grids whose places lie away from the middle between two pixels, where nearest would jump. */
  private static Trial warp(Draw draw, int dims) {
    int n = draw.count(1, 2);
    int mode = draw.count(0, dims == 2 ? 2 : 1);
    int padding = draw.count(0, 2);
    boolean corners = draw.flag();
    int[] grid = new int[dims + 2];
    System.arraycopy(sizes(draw, dims, 1, 4), 0, grid, 1, dims);
    grid[0] = n;
    grid[dims + 1] = dims;
    return Trial.of(
        "torch.grid_sampler_%dd(a0, a1, %d, %d, %s)".formatted(dims, mode, padding, yes(corners)),
        List.of(
            draw.leaf(join(n, draw.count(1, 2), sizes(draw, dims, 2, 5))),
            draw.between(-1.4, 1.4, grid)),
        t ->
            t.get(0)
                .gridSample(
                    t.get(1),
                    List.of(GridMode.values()).get(mode),
                    List.of(GridPadding.values()).get(padding),
                    corners));
  }
}
