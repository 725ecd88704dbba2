package dev.forja.onnx.graph;

import dev.forja.onnx.operators.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sizes of what convolutions and pooling give. */
record WindowFacts(Facts facts) {
  /** The sizes for a node and those of its first input. */
  @Nullable List<KnownSize> of(NetNode node, List<KnownSize> x) {
    OnnxNode it = node.node();
    if (x.size() < 3) {
      return null;
    }
    List<KnownSize> weight = facts.shape(node.input(1));
    List<KnownSize> sizes = new ArrayList<>();
    sizes.add(x.getFirst());
    switch (it.op()) {
      case "Conv" -> {
        if (weight == null || weight.size() != x.size()) {
          return null;
        }
        sizes.add(weight.getFirst());
      }
      case "ConvTranspose" -> {
        KnownSize channels =
            weight == null || weight.size() != x.size()
                ? null
                : weight.get(1).times(KnownSize.of(it.integer("group", 1)));
        if (channels == null) {
          return null;
        }
        sizes.add(channels);
      }
      default -> sizes.add(x.get(1));
    }
    for (int d = 2; d < x.size(); d++) {
      sizes.add(size(node, x.get(d), d - 2, weight));
    }
    return sizes;
  }

  private KnownSize size(NetNode node, KnownSize x, int d, @Nullable List<KnownSize> weight) {
    OnnxNode it = node.node();
    if (it.op().equals("GlobalAveragePool")) {
      return KnownSize.of(1);
    }
    KnownSize open = KnownSize.of(node.output(), d + 2);
    boolean explicit =
        it.text("auto_pad", "NOTSET").equals("NOTSET") && !it.flag("ceil_mode", false);
    if (!x.isKnown() || !explicit || it.op().equals("ConvTranspose")) {
      return open;
    }
    long[] kernel = it.integers("kernel_shape");
    long[] pads = it.integers("pads");
    long[] strides = it.integers("strides");
    long[] dilations = it.integers("dilations");
    long window;
    if (kernel != null && d < kernel.length) {
      window = kernel[d];
    } else if (weight != null && weight.get(d + 2).isKnown()) {
      window = weight.get(d + 2).factor();
    } else {
      return open;
    }
    int dims = pads == null ? 0 : pads.length / 2;
    long padded = x.factor() + (pads == null || d >= dims ? 0 : pads[d] + pads[d + dims]);
    long reach = (dilations == null || d >= dilations.length ? 1 : dilations[d]) * (window - 1) + 1;
    long step = strides == null || d >= strides.length ? 1 : strides[d];
    return step < 1 || padded < reach ? open : KnownSize.of((padded - reach) / step + 1);
  }
}
