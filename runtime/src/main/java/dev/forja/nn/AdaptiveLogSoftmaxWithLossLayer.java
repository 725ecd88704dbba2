package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A softmax over many classes of which few are frequent, and its loss, as {@code
 * torch.nn.AdaptiveLogSoftmaxWithLoss}. The head has the classes below the first cutoff and one
 * entry for each cluster of the others; a cluster, of the classes between two cutoffs, is computed
 * only for the rows whose target lies in it. A call reads the targets, so its trace cannot run
 * again; {@code logProb} can.
 *
 * <p>Shapes: x [n, inFeatures] or [inFeatures]; targets [n] or []; the outputs [n] or [], the loss
 * [].
 *
 * <p>Source: E. Grave et al., Efficient softmax approximation for GPUs, <a
 * href="https://arxiv.org/abs/1609.04309">arXiv:1609.04309</a>.
 */
final class AdaptiveLogSoftmaxWithLossLayer {
  private final int inFeatures;
  private final int[] cutoffs;

  /** The frequent classes and the clusters. */
  final Linear head;

  /** The clusters. */
  final List<AdaptiveTail> tail = new ArrayList<>();

  /**
   * Creates the layer with PyTorch's defaults: each cluster has a fourth of the features before.
   */
  public AdaptiveLogSoftmaxWithLossLayer(int inFeatures, int classes, int[] cutoffs) {
    this(inFeatures, classes, cutoffs, 4, false);
  }

  /**
   * Creates the layer.
   *
   * @param cutoffs the first class of each cluster, rising
   * @param divValue the quotient of the features of a cluster and those of the one before
   * @param headBias whether the head has a bias
   * @throws IllegalArgumentException if the cutoffs do not rise from 1 or more to below {@code
   *     classes}
   */
  public AdaptiveLogSoftmaxWithLossLayer(
      int inFeatures, int classes, int[] cutoffs, double divValue, boolean headBias) {
    this.inFeatures = inFeatures;
    this.cutoffs = Arrays.copyOf(cutoffs, cutoffs.length + 1);
    this.cutoffs[cutoffs.length] = classes;
    boolean rising = cutoffs.length > 0 && cutoffs[0] > 0;
    for (int i = 0; i < cutoffs.length; i++) {
      rising &= this.cutoffs[i] < this.cutoffs[i + 1];
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "AdaptiveLogSoftmaxWithLoss: cutoffs and classes %s: expected rising numbers from 1 on"
              .formatted(Arrays.toString(this.cutoffs)));
    }
    this.head = Linear.of(inFeatures, cutoffs[0] + cutoffs.length, headBias);
    for (int i = 0; i < cutoffs.length; i++) {
      int features = (int) Math.floor(inFeatures / StrictMath.pow(divValue, i + 1.0));
      tail.add(
          new AdaptiveTail(
              Linear.of(inFeatures, features, false),
              Linear.of(features, this.cutoffs[i + 1] - this.cutoffs[i], false)));
    }
  }

  @Forward(invoker = "AdaptiveLogSoftmaxWithLoss")
  @ShapeRule("{output = shape(sizes($1)), loss = []}")
  AdaptiveOutput forward(Tensor input, Tensor target) {
    Tensor x = rows(input);
    if (target.rank() != input.rank() - 1 || target.count() != x.size(0)) {
      throw new IllegalArgumentException(
          "AdaptiveLogSoftmaxWithLoss: input %s, target %s: expected a target for each row"
              .formatted(Shapes.show(input.shape()), Shapes.show(target.shape())));
    }
    long[] classes = target.to(DType.I64).toLongs();
    long[] columns = new long[classes.length];
    List<List<Long>> members = new ArrayList<>();
    tail.forEach(_ -> members.add(new ArrayList<>()));
    for (int i = 0; i < classes.length; i++) {
      int cluster = cluster(classes[i]);
      columns[i] = cluster < 0 ? classes[i] : cutoffs[0] + cluster;
      if (cluster >= 0) {
        members.get(cluster).add((long) i);
      }
    }
    Tensor places = Tensor.of(columns).unsqueeze(1);
    Tensor output = head.call(x).logSoftmax(1).gather(1, places).squeeze(1);
    for (int c = 0; c < tail.size(); c++) {
      if (!members.get(c).isEmpty()) {
        long[] rows = members.get(c).stream().mapToLong(Long::longValue).toArray();
        int first = cutoffs[c];
        Tensor index = Tensor.of(rows);
        long[] inside = Arrays.stream(rows).map(row -> classes[(int) row] - first).toArray();
        Tensor found =
            cluster(c, x.indexSelect(0, index)).gather(1, Tensor.of(inside).unsqueeze(1));
        output = output.indexAdd(0, index, found.squeeze(1), 1);
      }
    }
    return new AdaptiveOutput(output.reshape(target.shape()), output.mean().neg());
  }

  /** The logarithms of the probabilities of all classes, {@code log_prob} in PyTorch. */
  @Forward(entry = "logProb")
  @ShapeRule("unknown()")
  Tensor allLogarithms(Tensor input) {
    Tensor x = rows(input);
    Tensor whole = head.call(x).logSoftmax(1);
    Tensor[] parts = new Tensor[tail.size() + 1];
    parts[0] = whole.slice(1, 0, cutoffs[0]);
    for (int c = 0; c < tail.size(); c++) {
      int column = cutoffs[0] + c;
      parts[c + 1] = cluster(c, x).add(whole.slice(1, column, column + 1));
    }
    Tensor all = Tensor.cat(1, parts);
    return input.rank() == 1 ? all.squeeze(0) : all;
  }

  /** The most probable classes. */
  @Forward(entry = "predict")
  @ShapeRule("unknown()")
  Tensor mostProbable(Tensor input) {
    return allLogarithms(input).argmax(-1);
  }

  private Tensor rows(Tensor input) {
    if ((input.rank() != 1 && input.rank() != 2) || input.size(-1) != inFeatures) {
      throw new IllegalArgumentException(
          "AdaptiveLogSoftmaxWithLoss: input %s: expected [n, %d] or [%d]"
              .formatted(Shapes.show(input.shape()), inFeatures, inFeatures));
    }
    return input.rank() == 1 ? input.unsqueeze(0) : input;
  }

  /** The logarithms of the probabilities within a cluster. */
  private Tensor cluster(int c, Tensor x) {
    AdaptiveTail layers = tail.get(c);
    return layers.up().call(layers.down().call(x)).logSoftmax(1);
  }

  /** The cluster of a class; -1 for one of the head. */
  private int cluster(long target) {
    int classes = cutoffs[cutoffs.length - 1];
    if (target < 0 || target >= classes) {
      throw new IllegalArgumentException(
          "AdaptiveLogSoftmaxWithLoss: target %d: expected 0 to %d".formatted(target, classes - 1));
    }
    int cluster = -1;
    while (target >= cutoffs[cluster + 1]) {
      cluster++;
    }
    return cluster;
  }
}
