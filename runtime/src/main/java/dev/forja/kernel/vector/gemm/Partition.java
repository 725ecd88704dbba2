package dev.forja.kernel.vector.gemm;

/**
 * How a product is divided among threads: the size of the part of C that one task computes.
 *
 * @param height the maximum number of rows of tiles of a task
 * @param width the maximum number of panels of a task
 */
record Partition(int height, int width) {
  /**
   * The minimum number of rows of tiles of a task if the rows of C are divided, since B is read
   * again for each task.
   */
  private static final int LEAST = 6;

  /** The cost of packing a row of tiles of A, as a fraction of the cost of a tile. */
  private static final double PACKING = 0.25;

  /**
   * The fraction of a task for which the other threads are expected to wait for a delayed one at
   * the end.
   */
  private static final double LATE = 0.25;

  /**
   * Chooses the partition with the shortest expected time. Equal tasks should divide evenly among
   * the threads, with several for each thread, so that a delayed thread delays the others less.
   *
   * @param tiles the number of rows of tiles of C
   * @param panels the number of panels of B
   * @param pieces the maximum number of tasks
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

  /** The expected time until the last thread is done, in units of the time of a tile. */
  private double cost(int tiles, int panels, int threads) {
    int pieces = Math.ceilDiv(tiles, height) * Math.ceilDiv(panels, width);
    int rounds = Math.ceilDiv(pieces, threads);
    return (rounds + LATE) * height * (width + PACKING);
  }
}
