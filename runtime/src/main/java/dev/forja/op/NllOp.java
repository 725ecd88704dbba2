package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The negative log likelihood of target classes, equivalent to {@code
 * torch.nn.functional.nll_loss}: minus the input at the target class.
 *
 * <p>Inputs: logarithms of probabilities [c], [n, c] or [n, c, d1, ..]; int64 class indices in that
 * shape without the dimension of the classes; and, optionally, a weight for each class, [c].
 *
 * <p>Immutable.
 *
 * @param reduction how the losses are reduced
 * @param ignoreIndex the class index of targets that are ignored
 */
public record NllOp(Reduction reduction, long ignoreIndex) implements Op {
  @Override
  public String name() {
    return "nll_loss";
  }

  private ClassLoss rule() {
    return new ClassLoss(name(), reduction, ignoreIndex, 0);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    return rule().shapes(this, inputs, DType.I64);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * inputs[1].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType scores = TensorType.of(inputs[0]);
    NdArray lp = LastDim.dense(inputs[0], ClassLoss.classDim(scores), allocator);
    NdArray target = inputs[1].contiguous(allocator);
    if (inputs.length == 2) {
      return OpResult.of(rule().loss(lp, target, null, scores, allocator)).saving(lp, target);
    }
    NdArray weight = inputs[2].contiguous(allocator);
    return OpResult.of(rule().loss(lp, target, weight, scores, allocator))
        .saving(lp, target, weight);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<@Nullable V> gradients =
        new ArrayList<@Nullable V>(
            Collections.<@Nullable V>nCopies(context.saved().inputs().size(), null));
    NdArray weight = gradients.size() == 3 ? context.saved().array(2) : null;
    NdArray lp = context.saved().array(0);
    gradients.set(0, rule().gradient(context, lp, context.saved().array(1), weight).value());
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray weight = needed.length == 3 ? saved.array(2) : null;
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dlp = rule().gradient(saved.array(0), saved.array(1), weight, dy, allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    grads[0] = LastDim.back(dlp, ClassLoss.classDim(saved.input(0)));
    return grads;
  }
}
