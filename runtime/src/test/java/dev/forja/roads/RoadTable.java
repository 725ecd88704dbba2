package dev.forja.roads;

import dev.forja.Invoker;
import dev.forja.nn.AttentionCall;
import dev.forja.nn.AttentionOptions;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.BatchNormOptions;
import dev.forja.nn.Conv1d;
import dev.forja.nn.Dropout;
import dev.forja.nn.GLU;
import dev.forja.nn.InstanceNorm2d;
import dev.forja.nn.LSTM;
import dev.forja.nn.MultiheadAttention;
import dev.forja.nn.RecurrentOptions;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The functions of one float32 input, each with its implementations. */
final class RoadTable {
  private static final long[] CLASSES = {0, 2, 1, 3};

  /**
   * A function.
   *
   * @param shape the shape of its input; the first dimension may be empty
   * @param roads the ways to compute it
   */
  record Row(String name, int[] shape, List<UnaryOperator<Tensor>> roads) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  private RoadTable() {}

  @SafeVarargs
  private void add(String name, int[] shape, UnaryOperator<Tensor>... roads) {
    List<UnaryOperator<Tensor>> all = new ArrayList<>();
    for (UnaryOperator<Tensor> road : roads) {
      all.add(road);
    }
    rows.add(new Row(name, shape, all));
  }

  static List<Row> rows() {
    RoadTable table = new RoadTable();
    table.products();
    table.norms();
    table.activations();
    table.losses();
    table.attention();
    table.modes();
    return table.rows;
  }

  private void products() {
    Tensor w = Tensor.randn(5, 3);
    Tensor b = Tensor.randn(5);
    add(
        "linear",
        new int[] {4, 3},
        x -> x.linear(w, b),
        x -> x.matmul(w.t()).add(b),
        x -> x.unsqueeze(1).linear(w, b).squeeze(1),
        x -> Tensor.einsum("ni,oi->no", x, w).add(b));
    Conv1d conv = Conv1d.of(3, 2, 3);
    Tensor kernel = conv.weight().detach();
    Tensor bias = conv.parameter("bias").detach();
    add(
        "conv",
        new int[] {4, 3, 5},
        conv::call,
        x ->
            x.unsqueeze(2)
                .conv2d(
                    kernel.unsqueeze(2),
                    bias,
                    new Conv2dOp(ConvWindow.of(1, 0, 1), ConvWindow.of(1, 0, 1), 1))
                .squeeze(2));
    add("mean", new int[] {4, 3}, x -> x.mean(1), x -> x.sum(1).div(3));
    add("max", new int[] {4, 3}, x -> x.max(1).values(), x -> x.topk(1).values().squeeze(1));
  }

  private void norms() {
    add(
        "layer norm",
        new int[] {4, 6},
        x -> x.layerNorm(new int[] {6}, null, null, 1e-5),
        x -> x.unsqueeze(1).groupNorm(1, null, null, 1e-5).squeeze(1),
        x -> x.layerNorm(new int[] {6}, Tensor.ones(6), Tensor.zeros(6), 1e-5));
    BatchNorm1d kept = BatchNorm1d.of(3);
    kept.call(Tensor.randn(8, 3));
    kept.eval();
    Tensor mean = Objects.requireNonNull(kept.runningMean());
    Tensor variance = Objects.requireNonNull(kept.runningVar());
    add(
        "batch norm in evaluation",
        new int[] {4, 3},
        kept::call,
        x -> x.sub(mean).div(variance.add(1e-5).sqrt()),
        x -> kept.call(x.unsqueeze(2)).squeeze(2));
    BatchNorm1d tracked = BatchNorm1d.of(3);
    BatchNorm1d untracked =
        BatchNorm1d.of(3, BatchNormOptions.defaults().withTrackRunningStats(false));
    BatchNorm1d evaluated =
        BatchNorm1d.of(3, BatchNormOptions.defaults().withTrackRunningStats(false));
    evaluated.eval();
    add(
        "batch norm in training",
        new int[] {4, 3},
        tracked::call,
        untracked::call,
        evaluated::call);
    InstanceNorm2d instance = InstanceNorm2d.of(3);
    add(
        "instance norm",
        new int[] {2, 3, 2, 2},
        instance::call,
        x -> x.groupNorm(3, null, null, 1e-5));
  }

  private void activations() {
    add("softmax", new int[] {4, 3}, x -> x.softmax(1), x -> x.t().softmax(0).t());
    add("log softmax", new int[] {4, 3}, x -> x.logSoftmax(1), x -> x.t().logSoftmax(0).t());
    add("log sum exp", new int[] {4, 3}, x -> x.logsumexp(1), x -> x.t().logsumexp(0));
    add("relu", new int[] {4, 5}, Tensor::relu, x -> x.t().relu().t());
    add("gelu", new int[] {4, 5}, Tensor::gelu, x -> x.t().gelu().t());
    add("silu", new int[] {4, 5}, Tensor::silu, x -> x.t().silu().t());
    add("tanh", new int[] {4, 5}, Tensor::tanh, x -> x.t().tanh().t());
    add("sigmoid", new int[] {4, 5}, Tensor::sigmoid, x -> x.t().sigmoid().t());
    add("softplus", new int[] {4, 5}, Tensor::softplus, x -> x.t().softplus().t());
    add("glu", new int[] {4, 6}, GLU.of()::call, x -> x.t().glu(0).t());
  }

  private void losses() {
    Tensor classes = Tensor.ofLongs(CLASSES);
    Tensor target = Tensor.rand(4, 5);
    add(
        "cross entropy",
        new int[] {4, 5},
        x -> x.crossEntropy(classes),
        x -> x.logSoftmax(1).nllLoss(classes));
    add(
        "mean squared error",
        new int[] {4, 5},
        x -> x.mseLoss(target),
        x -> x.sub(target).square().mean());
  }

  private void attention() {
    MultiheadAttention plain =
        MultiheadAttention.of(4, 2, AttentionOptions.defaults().withBatchFirst(true));
    plain.requiresGrad(false);
    AttentionCall call = AttentionCall.defaults().withNeedWeights(false);
    AttentionCall weighed = call.withNeedWeights(true);
    add(
        "attention",
        new int[] {2, 3, 4},
        x -> plain.call(x, x, x, null, null, call).output(),
        x -> plain.call(x, x, x, null, null, weighed).output());
    Tensor ahead = Tensor.ones(3, 3).triu(1).gt(0);
    add(
        "causal attention",
        new int[] {2, 3, 4},
        x -> plain.call(x, x, x, null, ahead, call).output(),
        x -> plain.call(x, x, x, null, ahead, weighed).output(),
        x -> plain.call(x, x, x, null, null, call.withIsCausal(true)).output());
    Tensor padding = Tensor.of(new boolean[] {false, false, true, false, true, true}, 2, 3);
    add(
        "padded attention",
        new int[] {2, 3, 4},
        x -> plain.call(x, x, x, padding.narrow(0, 0, x.size(0)), null, call).output(),
        x -> plain.call(x, x, x, padding.narrow(0, 0, x.size(0)), null, weighed).output());
  }

  private void modes() {
    Dropout none = Dropout.of(0);
    Dropout evaluated = Dropout.of(0.5);
    evaluated.eval();
    add("dropout of nothing", new int[] {4, 3}, none::call, evaluated::call, x -> x.mul(1));
    TransformerEncoderLayer layer =
        TransformerEncoderLayer.of(
            4,
            2,
            TransformerOptions.defaults()
                .withDimFeedforward(8)
                .withDropout(0)
                .withBatchFirst(true));
    layer.requiresGrad(false);
    add(
        "encoder layer",
        new int[] {2, 3, 4},
        x -> in(layer, true, () -> layer.call(x, null, null)),
        x -> in(layer, false, () -> layer.call(x, null, null)));
    LSTM lstm = LSTM.of(3, 2, RecurrentOptions.defaults().withBatchFirst(true));
    lstm.requiresGrad(false);
    add(
        "lstm",
        new int[] {2, 3, 3},
        x -> in(lstm, true, () -> lstm.call(x, null, null).output()),
        x -> in(lstm, false, () -> lstm.call(x, null, null).output()),
        x -> lstm.callWithLengths(x, lengths(x), null, null).output());
  }

  private static Tensor lengths(Tensor x) {
    return Tensor.arange(x.size(0)).mul(0).add(x.size(1));
  }

  private static Tensor in(Invoker module, boolean training, Supplier<Tensor> body) {
    module.train(training);
    return body.get();
  }
}
