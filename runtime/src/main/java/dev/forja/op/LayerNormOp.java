package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x - mean) / sqrt(variance + eps) * w + b} over the last dimensions, which must have
 * the given shape; the variance is the biased one, divided by n. Without centring, the mean counts
 * as 0 and this is RMS norm. Weight and bias, of that shape, are optional; the bias can also be
 * omitted alone. Equivalent to {@code F.layer_norm} (Ba et al., arXiv:1607.06450) and {@code
 * F.rms_norm} (Zhang and Sennrich, arXiv:1910.07467).
 *
 * <p>Immutable.
 */
public record LayerNormOp(boolean centered, double eps, Ints normalizedShape) implements Op {
  /** From integers, which are copied. */
  public LayerNormOp(boolean centered, double eps, int[] normalizedShape) {
    this(centered, eps, Ints.of(normalizedShape));
  }

  @Override
  public String name() {
    return centered ? "layer_norm" : "rms_norm";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 3);
    Checks.floats(this, inputs, inputs.length);
    int[] x = inputs[0].sizes();
    int lead = x.length - normalizedShape.size();
    if (normalizedShape.size() == 0
        || lead < 0
        || !Arrays.equals(Arrays.copyOfRange(x, lead, x.length), normalizedShape.shared())) {
      throw new IllegalArgumentException(
          "%s: input %s, normalized shape %s: expected an input that ends in that shape"
              .formatted(name(), inputs[0].show(), normalizedShape));
    }
    for (int i = 1; i < inputs.length; i++) {
      if (!Arrays.equals(inputs[i].sizes(), normalizedShape.shared())) {
        throw new IllegalArgumentException(
            "%s: %s %s, normalized shape %s: expected equal shapes"
                .formatted(name(), i == 1 ? "weight" : "bias", inputs[i].show(), normalizedShape));
      }
    }
    return inputs[0].alone();
  }

  private RowNorm rule(int count) {
    int cols = Shapes.count(normalizedShape.shared());
    return new RowNorm(centered, (float) eps, cols == 0 ? 0 : count / cols, cols, 1);
  }

  /** Counts two moments, a difference and a factor, then weight and bias. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count() * (6L + inputs.length - 1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    RowNorm rule = rule(inputs[0].count());
    NdArray weight =
        inputs.length > 1 ? inputs[1].contiguous(allocator) : rule.constant(1, allocator);
    NdArray bias =
        inputs.length > 2 ? inputs[2].contiguous(allocator) : rule.constant(0, allocator);
    return rule.forward(inputs[0].contiguous(allocator), weight, bias, allocator);
  }

  /** The bias does not change any other gradient, so any value stands for it. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    SavedForBackward saved = context.saved();
    int inputs = saved.inputs().size();
    List<V> given = new ArrayList<>();
    given.add(context.input(0, 0));
    if (inputs > 1) {
      given.add(context.input(1, 1));
    }
    if (inputs > 2) {
      given.add(context.input(2, Masks.number(0).expand(normalizedShape.shared())));
    }
    int[] dims = new int[normalizedShape.size()];
    Arrays.setAll(dims, d -> d - dims.length);
    return context.through(
        given,
        values -> {
          Term<V> y = RowNorm.normalized(new Term<>(context, values.get(0)), centered, eps, dims);
          y = inputs > 1 ? y.times(new Term<>(context, values.get(1))) : y;
          y = inputs > 2 ? y.plus(new Term<>(context, values.get(2))) : y;
          return List.of(y.value());
        });
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    RowNorm rule = rule(dy.count());
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      grads[0] = rule.inputGradient(saved, dy, allocator);
    }
    if (needed.length > 1 && needed[1]) {
      grads[1] = rule.weightGradient(saved, dy, allocator).reshape(normalizedShape.shared());
    }
    if (needed.length > 2 && needed[2]) {
      grads[2] = rule.biasGradient(dy, allocator).reshape(normalizedShape.shared());
    }
    return grads;
  }
}
