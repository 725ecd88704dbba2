package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.conv.Taps;

/**
 * Divides the channels of a group into tiles and packs their weights tile by tile, tap by tap, as
 * {@link TapKernel} reads them. Missing channels of the last tile have weights of zero.
 */
final class TapTiles {
  /** The maximum number of positions that a tile computes at a time. */
  static final int WIDTH = 8 * LANES;

  private static final TapKernel LARGE = LANES == 8 ? new TapTile6x2() : new TapTile8x2();
  private static final TapKernel SMALL = new TapTile4x2();
  private static final TapKernel SINGLE = new TapTile1x4();

  private final int channels;
  private final int taps;
  private final int large;
  private final int small;
  private final boolean single;

  TapTiles(int channels, int taps) {
    this.channels = channels;
    this.taps = taps;
    int most = channels / LARGE.rows();
    int rest = channels - most * LARGE.rows();
    // One large tile fewer: two small ones compute its channels and the rest, with at most one
    // row that is not needed.
    boolean fewer = LARGE.rows() == 6 && most > 0 && (rest == 1 || rest == 2);
    this.large = fewer ? most - 1 : most;
    int left = channels - large * LARGE.rows();
    this.single = left % SMALL.rows() == 1;
    this.small = single ? left / SMALL.rows() : Math.ceilDiv(left, SMALL.rows());
  }

  /** The number of tiles. */
  int count() {
    return large + small + (single ? 1 : 0);
  }

  TapKernel kernel(int tile) {
    return tile < large ? LARGE : tile < large + small ? SMALL : SINGLE;
  }

  /** The first channel of a tile. */
  int channel(int tile) {
    int smaller = Math.max(0, tile - large);
    return (tile - smaller) * LARGE.rows() + smaller * SMALL.rows();
  }

  /** The number of channels of a tile that exist. */
  int present(int tile) {
    return Math.min(kernel(tile).rows(), channels - channel(tile));
  }

  /** The number of channels, including the missing ones of the last tile. */
  int height() {
    return count() == 0 ? 0 : channel(count() - 1) + kernel(count() - 1).rows();
  }

  /** The index of the first packed weight of a tile. */
  int packed(int group, int tile) {
    return (group * height() + channel(tile)) * taps;
  }

  void pack(Taps from, int groups, float[] w, int wo, float[] to) {
    for (int group = 0; group < groups; group++) {
      for (int tile = 0; tile < count(); tile++) {
        int rows = kernel(tile).rows();
        int present = present(tile);
        int at = packed(group, tile);
        int first = wo + group * from.groupStep() + channel(tile) * from.rowStep();
        for (int k = 0; k < taps; k++) {
          int weight = first + from.weights()[k];
          for (int r = 0; r < rows; r++) {
            to[at++] = r < present ? w[weight + r * from.rowStep()] : 0;
          }
        }
      }
    }
  }
}
