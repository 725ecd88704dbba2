package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy between scores and targets, equivalent to {@code
 * torch.nn.functional.cross_entropy}: {@code -log softmax(x)} of the target class.
 *
 * <p>Inputs: scores [c], [n, c] or [n, c, d1, ..]; the target, either int64 class indices in the
 * shape of the scores without classes or float32 probabilities in the shape of the scores; and,
 * optionally, a weight for each class, [c].
 *
 * <p>Immutable.
 *
 * @param reduction how the losses are reduced
 * @param ignoreIndex the class index of targets that are ignored
 * @param labelSmoothing the share, 0 to 1, of the target that is distributed evenly over all
 *     classes
 */
public record CrossEntropyOp(Reduction reduction, long ignoreIndex, float labelSmoothing)
    implements Op {
  /** The class index that is ignored by default, as in PyTorch. */
  public static final long IGNORE_INDEX = -100;

  /** The mean over the targets, without label smoothing. */
  public static final CrossEntropyOp MEAN = new CrossEntropyOp(Reduction.MEAN, IGNORE_INDEX, 0);

  /** Checks the smoothing. */
  public CrossEntropyOp {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "cross_entropy: labelSmoothing is " + labelSmoothing + ", expected 0 to 1");
    }
  }

  @Override
  public String name() {
    return "cross_entropy";
  }

  private ClassLoss rule() {
    return new ClassLoss(name(), reduction, ignoreIndex, labelSmoothing);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    return rule().shapes(this, inputs, DType.I64, DType.F32);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 7L * inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType scores = TensorType.of(inputs[0]);
    NdArray x = LastDim.dense(inputs[0], ClassLoss.classDim(scores), allocator);
    NdArray lp = allocator.floats(x.shape());
    Kernels.get()
        .softmax()
        .logSoftmax(
            x.floats(), x.offset(), lp.floats(), lp.offset(), LastDim.rows(x), LastDim.columns(x));
    NdArray target = ClassLoss.target(inputs[0], inputs[1], allocator);
    if (inputs.length == 2) {
      return OpResult.of(rule().loss(lp, target, null, scores, allocator)).saving(lp, target);
    }
    NdArray weight = inputs[2].contiguous(allocator);
    return OpResult.of(rule().loss(lp, target, weight, scores, allocator))
        .saving(lp, target, weight);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    SavedForBackward saved = context.saved();
    TensorType scores = saved.input(0);
    int dim = ClassLoss.classDim(scores);
    List<@Nullable V> gradients =
        new ArrayList<@Nullable V>(Collections.<@Nullable V>nCopies(saved.inputs().size(), null));
    NdArray weight = gradients.size() == 3 ? saved.array(2) : null;
    // Adding a number to all scores changes nothing, so lp can take the place of the scores.
    Term<V> x = Term.input(context, 0, LastDim.back(saved.array(0), dim));
    Term<V> lp = x.then(new LogSoftmaxOp(dim));
    NdArray target = saved.array(1);
    Term<V> dlp;
    if (target.dtype() == DType.F32) {
      Term<V> t = Term.input(context, 1, LastDim.back(target, dim));
      Term<V> scale = rule().scale(context, weight);
      dlp = scale.times(t.times(1.0 - labelSmoothing).plus(labelSmoothing / scores.size(dim)));
      gradients.set(
          1, context.needed(1) ? scale.times(lp.times(1.0 - labelSmoothing)).value() : null);
    } else {
      dlp = rule().gradient(context, saved.array(0), target, weight);
    }
    if (context.needed(0)) {
      gradients.set(0, dlp.minus(lp.exp().times(dlp.sum(dim))).value());
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray lp = saved.array(0);
    NdArray target = saved.array(1);
    NdArray weight = needed.length == 3 ? saved.array(2) : null;
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    int dim = ClassLoss.classDim(saved.input(0));
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      NdArray dlp = rule().gradient(lp, target, weight, dy, allocator);
      NdArray dx = allocator.floats(lp.shape());
      Kernels.get()
          .softmax()
          .logSoftmaxGrad(
              lp.floats(),
              lp.offset(),
              dlp.floats(),
              dlp.offset(),
              dx.floats(),
              dx.offset(),
              LastDim.rows(lp),
              LastDim.columns(lp));
      grads[0] = LastDim.back(dx, dim);
    }
    if (needed[1]) {
      grads[1] = LastDim.back(rule().targetGradient(lp, target, weight, dy, allocator), dim);
    }
    return grads;
  }
}
