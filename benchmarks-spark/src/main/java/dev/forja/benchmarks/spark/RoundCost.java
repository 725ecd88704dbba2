package dev.forja.benchmarks.spark;

/**
 * The formula of docs/SPARK.md for the seconds of a round, with what was measured.
 *
 * @param step seconds of a step of one partition
 * @param stage seconds in which Spark starts a stage, and its first tasks
 * @param task seconds for each further task of a stage
 * @param bytes bytes of the values
 * @param bandwidth bytes in a second that a machine sends, receives and adds
 */
record RoundCost(double step, double stage, double task, double bytes, double bandwidth) {
  /** How many parts one task adds. */
  private static final int FAN_IN = 4;

  /** Executors that compute for nine tenths of the time are called busy. */
  private static final double BUSY = 0.9;

  /** The stages besides the first, and the parts that the driver gets. */
  record Tree(int stages, int parts) {
    static Tree of(int partitions) {
      int stages = 0;
      int left = partitions;
      for (; left > FAN_IN; left = Math.ceilDiv(left, FAN_IN)) {
        stages++;
      }
      return new Tree(stages, left);
    }

    /** How often the values pass through one machine. */
    int passes() {
      return 2 + 4 * stages + parts;
    }
  }

  /** The seconds of a round in which no step is computed. */
  double idle(int partitions) {
    Tree tree = Tree.of(partitions);
    return tree.passes() * bytes / bandwidth + (1 + tree.stages()) * stage + partitions * task;
  }

  /** The fewest local steps with which executors are busy. */
  long steps(int partitions) {
    return (long) Math.ceil(BUSY / (1 - BUSY) * idle(partitions) / step - 1e-9);
  }
}
