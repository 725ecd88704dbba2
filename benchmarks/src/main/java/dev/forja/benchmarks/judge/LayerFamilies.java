package dev.forja.benchmarks.judge;

import dev.forja.module.NeuralModule;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Embedding;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.GRU;
import dev.forja.nn.GroupNorm;
import dev.forja.nn.LSTM;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.RNN;
import dev.forja.nn.RecurrentOptions;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Layers with their own parameters. */
final class LayerFamilies {
  private LayerFamilies() {}

  static List<Family> all() {
    return List.of(
        new Family("LayerNorm", LayerFamilies::layerNorm),
        new Family("GroupNorm", LayerFamilies::groupNorm),
        new Family("BatchNorm2d", LayerFamilies::batchNorm),
        new Family("InstanceNorm", LayerFamilies::instanceNorm),
        new Family("Embedding", LayerFamilies::embedding),
        new Family("RNN", draw -> recurrent(draw, "rnn_tanh")),
        new Family("LSTM", draw -> recurrent(draw, "lstm")),
        new Family("GRU", draw -> recurrent(draw, "gru")));
  }

  /** The input, then the parameters of the module. */
  private static List<Tensor> inputs(Tensor x, NeuralModule module) {
    List<Tensor> all = new ArrayList<>(List.of(x));
    all.addAll(module.parameters());
    return all;
  }

  private static Trial layerNorm(Draw draw) {
    // With very few elements, the gradient is the small difference of large terms: rounding errors,
    // on both sides.
    int[] s = {draw.count(1, 5), draw.count(2, 9), draw.count(2, 9)};
    LayerNorm norm = LayerNorm.of(s[1], s[2]);
    return Trial.of(
        "torch.layer_norm(a0, [%d, %d], a1, a2, 1e-05)".formatted(s[1], s[2]),
        inputs(draw.leaf(s), norm),
        in -> norm.call(in.getFirst()));
  }

  private static Trial groupNorm(Draw draw) {
    int groups = draw.count(1, 3);
    int channels = groups * draw.count(1, 3);
    GroupNorm norm = GroupNorm.of(groups, channels);
    return Trial.of(
        "torch.group_norm(a0, %d, a1, a2, 1e-05)".formatted(groups),
        inputs(draw.leaf(2, channels, draw.count(2, 6), draw.count(2, 6)), norm),
        in -> norm.call(in.getFirst()));
  }

  private static Trial batchNorm(Draw draw) {
    int channels = draw.count(1, 6);
    BatchNorm2d norm = BatchNorm2d.of(channels);
    return Trial.of(
        "torch.batch_norm(a0, a1, a2, None, None, True, 0.1, 1e-05, False)",
        inputs(draw.leaf(draw.count(2, 5), channels, draw.count(2, 6), draw.count(2, 6)), norm),
        in -> norm.call(in.getFirst()));
  }

  private static Trial instanceNorm(Draw draw) {
    int channels = draw.count(1, 4);
    return Trial.of(
        "torch.instance_norm(a0, a1, a2, None, None, True, 0.1, 1e-05, False)",
        List.of(
            draw.leaf(2, channels, draw.count(2, 6), draw.count(2, 6)),
            draw.leaf(channels),
            draw.leaf(channels)),
        in -> in.get(0).instanceNorm(in.get(1), in.get(2), 1e-5));
  }

  private static Trial embedding(Draw draw) {
    int rows = draw.count(2, 9);
    int padding = draw.count(0, rows - 1);
    boolean scaled = draw.flag();
    EmbeddingOptions options =
        EmbeddingOptions.defaults().withPaddingIdx(padding).withScaleGradByFreq(scaled);
    Embedding table = Embedding.of(rows, draw.count(1, 9), options);
    return Trial.of(
        "torch.embedding(a1, a0, %d, %s)".formatted(padding, scaled ? "True" : "False"),
        inputs(draw.places(rows, draw.shape(2, 6)), table),
        in -> table.call(in.getFirst()));
  }

  private static Trial recurrent(Draw draw, String name) {
    int in = draw.count(1, 7);
    int hidden = draw.count(1, 7);
    int layers = draw.count(1, 3);
    boolean twoWays = draw.flag();
    boolean batchFirst = draw.flag();
    RecurrentOptions options =
        RecurrentOptions.defaults()
            .withNumLayers(layers)
            .withBidirectional(twoWays)
            .withBatchFirst(batchFirst);
    int[] shape = {draw.count(1, 5), draw.count(1, 5), in};
    NeuralModule module;
    UnaryOperator<Tensor> call;
    switch (name) {
      case "lstm" -> {
        LSTM lstm = LSTM.of(in, hidden, options);
        module = lstm;
        call = x -> lstm.call(x, null, null).output();
      }
      case "gru" -> {
        GRU gru = GRU.of(in, hidden, options);
        module = gru;
        call = x -> gru.call(x, null).output();
      }
      default -> {
        RNN rnn = RNN.of(in, hidden, options);
        module = rnn;
        call = x -> rnn.call(x, null).output();
      }
    }
    List<Tensor> inputs = inputs(draw.leaf(shape), module);
    StringBuilder weights = new StringBuilder();
    for (int i = 1; i < inputs.size(); i++) {
      weights.append(i > 1 ? ", a" : "a").append(i);
    }
    int states = layers * (twoWays ? 2 : 1);
    String zeros = "torch.zeros([%d, %d, %d])".formatted(states, shape[batchFirst ? 0 : 1], hidden);
    boolean cell = name.equals("lstm");
    String code =
        "%s = torch.%s(a0, %s, [%s], True, %d, 0., True, %s, %s)"
            .formatted(
                cell ? "y, h, c" : "y, h",
                name,
                cell ? "[" + zeros + ", " + zeros + "]" : zeros,
                weights,
                layers,
                twoWays ? "True" : "False",
                batchFirst ? "True" : "False");
    return new Trial(code, inputs, t -> call.apply(t.getFirst()));
  }
}
