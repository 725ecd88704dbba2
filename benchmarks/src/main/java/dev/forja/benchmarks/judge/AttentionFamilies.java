package dev.forja.benchmarks.judge;

import dev.forja.module.NeuralModule;
import dev.forja.nn.AttentionCall;
import dev.forja.nn.AttentionOptions;
import dev.forja.nn.Conv1d;
import dev.forja.nn.Conv1dOptions;
import dev.forja.nn.EmbeddingBag;
import dev.forja.nn.EmbeddingBagMode;
import dev.forja.nn.EmbeddingBagOptions;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.MultiheadAttention;
import dev.forja.nn.RMSNorm;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Attention and the layers around it, bags of embeddings, and convolution of sequences. */
final class AttentionFamilies {
  private AttentionFamilies() {}

  static List<Family> all() {
    return List.of(
        new Family("MultiheadAttention", AttentionFamilies::attention),
        new Family("TransformerEncoderLayer", AttentionFamilies::encoderLayer),
        new Family("RMSNorm", AttentionFamilies::rmsNorm),
        new Family("EmbeddingBag", AttentionFamilies::embeddingBag),
        new Family("Conv1d", AttentionFamilies::conv1d));
  }

  private static List<Tensor> inputs(List<Tensor> given, NeuralModule module) {
    List<Tensor> all = new ArrayList<>(given);
    all.addAll(module.parameters());
    return all;
  }

  /**
   * Multi-head attention in libtorch's ops; {@code parameters} is the index of the first of its
   * four parameters.
   */
  private static String heads(
      String query, String key, String value, int parameters, int heads, int width, String causal) {
    StringBuilder code = new StringBuilder();
    String[] from = {query, key, value};
    for (int i = 0; i < 3; i++) {
      code.append(
          """
          w%1$d = torch.slice(a%2$d, 0, %3$d, %4$d, 1)
          b%1$d = torch.slice(a%5$d, 0, %3$d, %4$d, 1)
          p%1$d = torch.linear(%6$s, w%1$d, b%1$d)
          h%1$d = torch.transpose(torch.unflatten(p%1$d, 2, [%7$d, %8$d]), 1, 2)
          """
              .formatted(
                  i,
                  parameters,
                  i * width,
                  (i + 1) * width,
                  parameters + 1,
                  from[i],
                  heads,
                  width / heads));
    }
    return code.append(
            """
            mixed = torch.scaled_dot_product_attention(h0, h1, h2, None, 0., %s)
            joined = torch.flatten(torch.transpose(mixed, 1, 2), 2, 3)
            attended = torch.linear(joined, a%d, a%d)
            """
                .formatted(causal, parameters + 2, parameters + 3))
        .toString();
  }

  private static Trial attention(Draw draw) {
    int heads = draw.count(1, 4);
    int width = heads * draw.count(1, 5);
    int batch = draw.count(1, 3);
    boolean causal = draw.flag();
    int targets = draw.count(1, 7);
    int sources = causal ? targets : draw.count(1, 9);
    MultiheadAttention module =
        MultiheadAttention.of(width, heads, AttentionOptions.defaults().withBatchFirst(true));
    List<Tensor> given =
        List.of(
            draw.leaf(batch, targets, width),
            draw.leaf(batch, sources, width),
            draw.leaf(batch, sources, width));
    boolean weights = draw.flag();
    AttentionCall call = AttentionCall.defaults().withIsCausal(causal).withNeedWeights(weights);
    return new Trial(
        heads("a0", "a1", "a2", 3, heads, width, causal ? "True" : "False") + "y = attended",
        inputs(given, module),
        in -> module.call(in.get(0), in.get(1), in.get(2), null, null, call).output());
  }

  /**
   * The parameters 1 to 4 belong to the attention, 5 to 8 to the linear layers, 9 to 12 to the
   * norms.
   */
  private static Trial encoderLayer(Draw draw) {
    // With two or three elements, the gradient of a norm is the small difference of large terms.
    int heads = draw.count(2, 3);
    int width = heads * draw.count(2, 5);
    boolean first = draw.flag();
    boolean gelu = draw.flag();
    TransformerOptions options =
        TransformerOptions.defaults()
            .withDimFeedforward(draw.count(2, 11))
            .withDropout(0)
            .withActivation(gelu ? Tensor::gelu : Tensor::relu)
            .withBatchFirst(true)
            .withNormFirst(first);
    TransformerEncoderLayer module = TransformerEncoderLayer.of(width, heads, options);
    String norm = "torch.layer_norm(%s, [" + width + "], a%d, a%d, 1e-05)";
    String feed =
        "torch.linear(torch.%s(torch.linear(%%s, a5, a6)), a7, a8)"
            .formatted(gelu ? "gelu" : "relu");
    String code =
        first
            ? "n = "
                + norm.formatted("a0", 9, 10)
                + "\n"
                + heads("n", "n", "n", 1, heads, width, "False")
                + "x = torch.add(a0, attended)\nm = "
                + norm.formatted("x", 11, 12)
                + "\ny = torch.add(x, "
                + feed.formatted("m")
                + ")"
            : heads("a0", "a0", "a0", 1, heads, width, "False")
                + "x = "
                + norm.formatted("torch.add(a0, attended)", 9, 10)
                + "\ny = "
                + norm.formatted("torch.add(x, " + feed.formatted("x") + ")", 11, 12);
    Tensor x = draw.leaf(draw.count(1, 3), draw.count(1, 7), width);
    return new Trial(
        code, inputs(List.of(x), module), in -> module.call(in.getFirst(), null, null));
  }

  private static Trial rmsNorm(Draw draw) {
    int[] s = {draw.count(1, 5), draw.count(2, 9), draw.count(2, 9)};
    RMSNorm norm = RMSNorm.of(1e-5, true, s[1], s[2]);
    return Trial.of(
        "torch.rms_norm(a0, [%d, %d], a1, 1e-05)".formatted(s[1], s[2]),
        inputs(List.of(draw.leaf(s)), norm),
        in -> norm.call(in.getFirst()));
  }

  private static Trial embeddingBag(Draw draw) {
    int rows = draw.count(2, 9);
    int bags = draw.count(1, 4);
    int each = draw.count(1, 5);
    EmbeddingBagMode mode = draw.of(EmbeddingBagMode.values());
    boolean scaled = mode != EmbeddingBagMode.MAX && draw.flag();
    EmbeddingBag table =
        EmbeddingBag.of(
            rows,
            draw.count(1, 9),
            EmbeddingBagOptions.defaults()
                .withMode(mode)
                .withIncludeLastOffset(false)
                .withTable(EmbeddingOptions.defaults().withScaleGradByFreq(scaled)));
    return new Trial(
        "starts = torch.arange(0, %d, %d)\n".formatted(bags * each, each)
            + "y, places, sizes, largest = torch.embedding_bag(a1, torch.flatten(a0), starts, %s, %d)"
                .formatted(scaled ? "True" : "False", number(mode)),
        inputs(List.of(draw.places(rows, bags, each)), table),
        in -> table.call(in.getFirst(), null, null));
  }

  /** libtorch's number for a mode. */
  private static int number(EmbeddingBagMode mode) {
    return switch (mode) {
      case SUM -> 0;
      case MEAN -> 1;
      case MAX -> 2;
    };
  }

  private static Trial conv1d(Draw draw) {
    int groups = draw.count(1, 3);
    int in = groups * draw.count(1, 4);
    int out = groups * draw.count(1, 5);
    int kernel = draw.count(1, 5);
    int stride = draw.count(1, 3);
    int padding = draw.count(0, 3);
    int dilation = draw.count(1, 3);
    Conv1d module =
        Conv1d.of(
            in,
            out,
            kernel,
            Conv1dOptions.defaults()
                .withStride(stride)
                .withPadding(padding)
                .withDilation(dilation)
                .withGroups(groups));
    return Trial.of(
        "torch.conv1d(a0, a1, a2, [%d], [%d], [%d], %d)"
            .formatted(stride, padding, dilation, groups),
        inputs(List.of(draw.leaf(draw.count(1, 3), in, draw.count(13, 30))), module),
        x -> module.call(x.getFirst()));
  }
}
