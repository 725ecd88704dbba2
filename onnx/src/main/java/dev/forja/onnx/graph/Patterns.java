package dev.forja.onnx.graph;

import java.util.List;
import java.util.function.Predicate;

/** Replaces what exporters write for one operation by one operator. */
final class Patterns {
  private final Net net;

  Patterns(Net net) {
    this.net = net;
  }

  void run() {
    each(new NormPattern(net)::replace);
    each(new ActivationPatterns(net)::replace);
    each(new WindowPatterns(net, new Facts(net))::replace);
    each(new AttentionPattern(net, new Facts(net))::replace);
    each(new LinearPattern(net, new Facts(net))::replace);
  }

  /** Joins convolutions with what follows them. */
  void join() {
    each(new ConvolutionPattern(net)::replace);
  }

  /** The nodes from the last one on, so that a pattern is tried before the parts of it. */
  private void each(Predicate<NetNode> pattern) {
    for (NetNode node : List.copyOf(net.nodes()).reversed()) {
      if (!node.isGone() && node.outputs().size() == 1 && node.node().opset() >= 7) {
        try {
          var _ = pattern.test(node);
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
          // An attribute of a wrong type or length; the node fails when it runs, and says why
        }
      }
    }
    net.tidy();
  }
}
