package dev.forja.kernel.vector.gemm;

/**
 * How a product is cut for several threads: C in pieces of so many rows of tiles by so many panels.
 *
 * @param height rows of tiles of a piece, at most
 * @param width panels of a piece, at most
 */
record Partition(int height, int width) {
  /** Rows of tiles of a piece, at least, where C is cut downwards: B is read for each piece. */
  private static final int LEAST = 6;

  /** Packing a row of tiles of A takes about as long as this part of a tile. */
  private static final double PACKING = 0.25;

  /** How much of its last round a thread that is held up makes the others wait. */
  private static final double LATE = 0.25;

  /**
   * The cut that is expected to end first. Of equal pieces that come out even for all threads there
   * should be several for each, so that one that is held up holds up the others less.
   *
   * @param tiles rows of tiles of C
   * @param panels panels of B
   * @param pieces how many pieces there may be
   */
  static Partition of(int tiles, int panels, int pieces, int threads) {
    Partition best = new Partition(tiles, panels);
    double least = Double.POSITIVE_INFINITY;
    int mostDown = Math.clamp(tiles / LEAST, 1, pieces);
    for (int down = 1; down <= mostDown; down++) {
      for (int across = 1; across <= Math.min(panels, pieces / down); across++) {
        Partition cut = new Partition(Math.ceilDiv(tiles, down), Math.ceilDiv(panels, across));
        double cost = cut.cost(tiles, panels, threads);
        if (cost <= least) {
          least = cost;
          best = cut;
        }
      }
    }
    return best;
  }

  /** When the last thread is done, by the time of a tile. */
  private double cost(int tiles, int panels, int threads) {
    int pieces = Math.ceilDiv(tiles, height) * Math.ceilDiv(panels, width);
    int rounds = Math.ceilDiv(pieces, threads);
    return (rounds + LATE) * height * (width + PACKING);
  }
}
