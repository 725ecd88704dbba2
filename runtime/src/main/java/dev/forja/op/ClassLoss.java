package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The common parts of cross entropy and negative log likelihood. For logarithms of probabilities
 * {@code lp} as rows of classes, with class weights w, smoothing e and C classes:
 *
 * <pre>
 *   loss[r] = -sum over c of q[r][c] * lp[r][c]
 *   q[r][c] = w[c] * ((1 - e) * [c is the target] + e / C)      for class indices
 *   q[r][c] = w[c] * ((1 - e) * target[r][c] + e / C)           for probabilities
 * </pre>
 *
 * The mean divides by the sum of the weights of the targets that are not ignored or, for
 * probabilities, by the number of rows.
 */
record ClassLoss(String name, Reduction reduction, long ignoreIndex, float smoothing) {

  /** The dimension of the classes: the second one, or the only one. */
  static int classDim(TensorType scores) {
    return scores.rank() == 1 ? 0 : 1;
  }

  TensorType[] shapes(Op op, TensorType[] inputs, DType... targets) {
    Checks.arity(op, inputs, 2, 3);
    TensorType scores = inputs[0];
    TensorType target = inputs[1];
    Checks.dtype(op, "the input", scores, DType.F32);
    Checks.dtype(op, "the target", target, targets);
    if (scores.rank() == 0) {
      throw new IllegalArgumentException(
          name + ": the input is a scalar: expected [c], [n, c] or [n, c, d1, ..]");
    }
    int[] perRow = rowShape(scores);
    if (scores.size(classDim(scores)) == 0) {
      throw new IllegalArgumentException(
          "%s: input %s: expected at least one class".formatted(name, scores.show()));
    }
    int[] expected = target.dtype() == DType.F32 ? scores.shape() : perRow;
    if (target.dtype() == DType.F32 && Arrays.equals(target.shape(), perRow)) {
      throw new IllegalArgumentException(
          ("%s: the target is %s, one number for each row of the input %s: class labels are int64,"
                  + " so convert it with to(DType.I64); probabilities would be %s")
              .formatted(name, target, scores.show(), scores));
    }
    if (!Arrays.equals(target.shape(), expected)) {
      throw new IllegalArgumentException(
          "%s: input %s, target %s: expected a target %s"
              .formatted(name, scores.show(), target, TensorType.owning(target.dtype(), expected)));
    }
    if (inputs.length == 3) {
      Checks.dtype(op, "the weight", inputs[2], DType.F32);
      int classes = scores.shape()[classDim(scores)];
      if (!Arrays.equals(inputs[2].sizes(), new int[] {classes})) {
        throw new IllegalArgumentException(
            "%s: input %s, weight %s: expected a weight [%d], one for each class"
                .formatted(name, scores.show(), inputs[2].show(), classes));
      }
    }
    return TensorType.owningFloats(reduction == Reduction.NONE ? perRow : new int[0]).alone();
  }

  private static int[] rowShape(TensorType scores) {
    boolean[] reduced = new boolean[scores.rank()];
    reduced[classDim(scores)] = true;
    return Reduce.shape(scores.sizes(), reduced, false);
  }

  /** The target in the layout of {@code lp}: dense, with the classes last. */
  static NdArray target(NdArray scores, NdArray target, Allocator allocator) {
    return target.dtype() == DType.F32
        ? LastDim.dense(target, classDim(TensorType.of(scores)), allocator)
        : target.contiguous(allocator);
  }

  /** Computes the loss from dense rows of {@code lp}; {@code scores} gives the shape. */
  NdArray loss(
      NdArray lp,
      NdArray target,
      @Nullable NdArray weight,
      TensorType scores,
      Allocator allocator) {
    int rows = LastDim.rows(lp);
    NdArray losses = allocator.floats(rows);
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      float loss = (float) -rowSum(lp, target, weight, r);
      losses.floats()[losses.offset() + r] = loss;
      sum += loss;
    }
    if (reduction == Reduction.NONE) {
      return losses.reshape(rowShape(scores));
    }
    NdArray total = allocator.floats();
    double divisor = reduction == Reduction.MEAN ? divisor(lp, target, weight) : 1;
    // Without any weight there is no mean, even if smoothing adds something to the sum.
    total.floats()[total.offset()] = divisor == 0 ? Float.NaN : (float) (sum / divisor);
    return total;
  }

  /** The sum over classes of q * lp in one row. */
  private double rowSum(NdArray lp, NdArray target, @Nullable NdArray weight, int row) {
    int classes = LastDim.columns(lp);
    int from = lp.offset() + row * classes;
    float[] values = lp.floats();
    if (target.dtype() == DType.F32) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += share(target, weight, row, c, classes) * values[from + c];
      }
      return sum;
    }
    int wanted = wanted(target, row, classes);
    if (wanted < 0) {
      return 0;
    }
    double sum = (double) (1 - smoothing) * weight(weight, wanted) * values[from + wanted];
    if (smoothing > 0) {
      double all = 0;
      for (int c = 0; c < classes; c++) {
        all += (double) weight(weight, c) * values[from + c];
      }
      sum += smoothing / classes * all;
    }
    return sum;
  }

  /** The value q of one class, for a target of probabilities. */
  private double share(NdArray target, @Nullable NdArray weight, int row, int c, int classes) {
    float probability = target.floats()[target.offset() + row * classes + c];
    return weight(weight, c) * ((1 - smoothing) * (double) probability + smoothing / classes);
  }

  private static float weight(@Nullable NdArray weight, int c) {
    return weight == null ? 1f : weight.floats()[weight.offset() + c];
  }

  /** The target class of a row; -1 where it is ignored. */
  private int wanted(NdArray target, int row, int classes) {
    long index = target.storage().longs()[target.offset() + row];
    if (index == ignoreIndex) {
      return -1;
    }
    if (index < 0 || index >= classes) {
      throw new IndexOutOfBoundsException(
          "%s: target %d at position %d is none of %d classes, nor the ignored index %d"
              .formatted(name, index, row, classes, ignoreIndex));
    }
    return (int) index;
  }

  private double divisor(NdArray lp, NdArray target, @Nullable NdArray weight) {
    int rows = LastDim.rows(lp);
    if (target.dtype() == DType.F32) {
      return rows;
    }
    double total = 0;
    for (int r = 0; r < rows; r++) {
      int wanted = wanted(target, r, LastDim.columns(lp));
      total += wanted < 0 ? 0 : weight(weight, wanted);
    }
    return total;
  }

  /** The factor of the gradient of the result for each row. */
  private float[] rowGrads(NdArray lp, NdArray target, @Nullable NdArray weight, NdArray dy) {
    float[] grads = new float[LastDim.rows(lp)];
    if (reduction == Reduction.NONE) {
      System.arraycopy(dy.floats(), dy.offset(), grads, 0, grads.length);
    } else {
      double divisor = reduction == Reduction.MEAN ? divisor(lp, target, weight) : 1;
      Arrays.fill(grads, (float) (dy.floats()[dy.offset()] / divisor));
    }
    return grads;
  }

  /** {@code -q * grad} in the layout of {@code lp}: the gradient of lp. */
  NdArray gradient(
      NdArray lp, NdArray target, @Nullable NdArray weight, NdArray dy, Allocator allocator) {
    int classes = LastDim.columns(lp);
    float[] grads = rowGrads(lp, target, weight, dy);
    NdArray gradient = allocator.zeros(lp.shape());
    float[] out = gradient.floats();
    for (int r = 0; r < grads.length; r++) {
      int to = gradient.offset() + r * classes;
      if (target.dtype() == DType.F32) {
        for (int c = 0; c < classes; c++) {
          out[to + c] = (float) (-grads[r] * share(target, weight, r, c, classes));
        }
        continue;
      }
      int wanted = wanted(target, r, classes);
      for (int c = 0; wanted >= 0 && smoothing > 0 && c < classes; c++) {
        out[to + c] = -grads[r] * weight(weight, c) * smoothing / classes;
      }
      if (wanted >= 0) {
        out[to + wanted] -= grads[r] * (1 - smoothing) * weight(weight, wanted);
      }
    }
    return gradient;
  }

  /** The gradient of a target of probabilities, in the layout of {@code lp}. */
  NdArray targetGradient(
      NdArray lp, NdArray target, @Nullable NdArray weight, NdArray dy, Allocator allocator) {
    int classes = LastDim.columns(lp);
    float[] grads = rowGrads(lp, target, weight, dy);
    NdArray gradient = allocator.floats(lp.shape());
    for (int i = 0; i < lp.count(); i++) {
      gradient.floats()[gradient.offset() + i] =
          -grads[i / classes]
              * (1 - smoothing)
              * weight(weight, i % classes)
              * lp.floats()[lp.offset() + i];
    }
    return gradient;
  }

  /** The gradient of the logarithms as ops, for class indices: it is linear in that of the loss. */
  <V> Term<V> gradient(
      GradContext<V> context, NdArray lp, NdArray target, @Nullable NdArray weight) {
    TensorType scores = context.inputType(0);
    int[] loss = context.saved().outputs().getFirst().sizes();
    NdArray ones = Masks.number(1).expand(loss).contiguous(Allocator.HEAP);
    NdArray factors = gradient(lp, target, weight, ones, Allocator.HEAP);
    Term<V> constant = Term.constant(context, LastDim.back(factors, classDim(scores)));
    return lossGradient(context).times(constant).zeroWhere(constant.is(Comparison.EQ, 0));
  }

  /** The factor of {@code (1 - e) * target + e / C} in the gradient of lp, for probabilities. */
  <V> Term<V> scale(GradContext<V> context, @Nullable NdArray weight) {
    TensorType scores = context.inputType(0);
    int[] shape = scores.shape();
    int classes = shape[classDim(scores)];
    int rows = scores.count() / classes;
    Arrays.fill(shape, 1);
    shape[classDim(scores)] = classes;
    NdArray weights = weight == null ? Masks.number(1).expand(classes) : weight;
    Term<V> perClass =
        Term.constant(context, weights.contiguous(Allocator.HEAP).reshape(shape)).negated();
    return lossGradient(context).over(reduction == Reduction.MEAN ? rows : 1).times(perClass);
  }

  /** The gradient of the loss, with a dimension of size 1 for the classes if it has rows. */
  private <V> Term<V> lossGradient(GradContext<V> context) {
    Term<V> dy = Term.gradOutput(context);
    if (reduction != Reduction.NONE) {
      return dy;
    }
    int[] shape = context.inputType(0).shape();
    shape[classDim(context.inputType(0))] = 1;
    return dy.reshape(shape);
  }
}
