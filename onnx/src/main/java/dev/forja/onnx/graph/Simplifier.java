package dev.forja.onnx.graph;

/**
 * Makes a net simpler: what depends on constants only, and sizes that are known, are computed
 * ahead; nodes without an effect are left out; patterns of exporters become one operator. A node is
 * only replaced together with others of its scope, and none is left out that is the last of its
 * scope, so modules and what they take and give stay. Keeps no state, so many threads may use it.
 */
public final class Simplifier {
  private Simplifier() {}

  /** Changes a net; {@code folding} and {@code recognition} say what of the above is done. */
  public static void run(Net net, boolean folding, boolean recognition) {
    if (folding) {
      new Folding(net).run();
      new NoEffect(net).run();
      new NoEffect(net).run(); // what was joined may have no effect
      new Folding(net).run();
      new SizeNodes(net).run();
      removeUnread(net);
    }
    if (recognition) {
      new Patterns(net).run();
      removeUnread(net);
    }
  }

  /**
   * Joins each convolution with what follows it, for a run of which nobody sees the inside. Values
   * keep their bits.
   */
  public static void join(Net net) {
    new Patterns(net).join();
  }

  /** Removes nodes of which nothing is read, from the last one on. */
  private static void removeUnread(Net net) {
    for (NetNode node : net.nodes().reversed()) {
      if (node.captured().isEmpty()
          && node.outputs().stream().noneMatch(net::isRead)
          && !net.isLastOfScope(node)) {
        net.remove(node);
      }
    }
    net.tidy();
  }
}
