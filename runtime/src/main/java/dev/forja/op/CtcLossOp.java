package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * The loss of connectionist temporal classification: the negative logarithm of the probability of
 * all alignments of a target to the input. Inputs: logarithms of probabilities [t, n, c], targets
 * [n, s] (int64, the first places count), their number of steps [n] and their lengths [n]. Output:
 * the losses [n], infinite where no alignment exists; with {@code zeroInfinity} those are 0, and so
 * are their gradients. Computed in double.
 *
 * <p>The gradient is that by the inputs of the softmax whose logarithms are given, {@code e^x - p},
 * p being the share of the alignments that are at a class at a time: as in PyTorch, it is the
 * gradient by the logarithms only together with a log-softmax before this op. It cannot be
 * differentiated again, as in PyTorch.
 *
 * <p>Source: A. Graves, S. Fernandez, F. Gomez and J. Schmidhuber, Connectionist temporal
 * classification, ICML 2006. Immutable.
 */
public record CtcLossOp(int blank, boolean zeroInfinity) implements Op {
  @Override
  public String name() {
    return "ctc_loss";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 4, 4);
    Checks.dtype(this, "the log probabilities", inputs[0], DType.F32);
    Checks.dtype(this, "the targets", inputs[1], DType.I64);
    Checks.dtype(this, "the input lengths", inputs[2], DType.I64);
    Checks.dtype(this, "the target lengths", inputs[3], DType.I64);
    boolean fits = inputs[0].rank() == 3 && inputs[1].rank() == 2;
    for (int i = 1; fits && i < 4; i++) {
      fits = (i == 1 || inputs[i].rank() == 1) && inputs[i].sizes()[0] == inputs[0].sizes()[1];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "ctc_loss: log probabilities %s, targets %s, lengths %s and %s: expected [t, n, c], [n, s]"
                  .formatted(inputs[0].show(), inputs[1].show(), inputs[2].show(), inputs[3].show())
              + ", [n] and [n]");
    }
    if (blank < 0 || blank >= inputs[0].sizes()[2]) {
      throw new IllegalArgumentException(
          "ctc_loss: blank %d of %s: expected one of the classes"
              .formatted(blank, inputs[0].show()));
    }
    return TensorType.owningFloats(inputs[0].sizes()[1]).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 6L * inputs[0].sizes()[0] * inputs[1].count() * 2;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray[] dense = new NdArray[4];
    for (int i = 0; i < 4; i++) {
      dense[i] = inputs[i].contiguous(allocator);
    }
    int n = dense[0].shape()[1];
    NdArray y = allocator.floats(n);
    for (int i = 0; i < n; i++) {
      double loss = -new CtcAlignments(this, dense, i).forward();
      boolean zero = zeroInfinity && Double.isInfinite(loss);
      y.floats()[y.offset() + i] = zero ? 0 : (float) loss;
    }
    return OpResult.of(y).saving(dense);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray[] dense = {saved.array(0), saved.array(1), saved.array(2), saved.array(3)};
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.zeros(saved.sizes(0));
    for (int i = 0; i < dy.count(); i++) {
      CtcAlignments alignments = new CtcAlignments(this, dense, i);
      double likelihood = alignments.forward();
      if (!(zeroInfinity && likelihood == Double.NEGATIVE_INFINITY)) {
        alignments.backward(likelihood, dy.floats()[dy.offset() + i], dx);
      }
    }
    return GradShapes.of(dx, null, null, null);
  }
}
