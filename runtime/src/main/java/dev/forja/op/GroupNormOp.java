package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x - mean) / sqrt(variance + eps) * w + b} of x [n, c, ..] over groups of channels and
 * all following dimensions; w and b, [c], are optional. Equivalent to {@code F.group_norm} (Wu and
 * He, arXiv:1803.08494); with as many groups as channels, {@code F.instance_norm}.
 *
 * <p>Immutable.
 */
public record GroupNormOp(int groups, double eps) implements Op {
  @Override
  public String name() {
    return "group_norm";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 3);
    Checks.floats(this, inputs, inputs.length);
    TensorType x = inputs[0];
    if (x.rank() < 2 || groups < 1 || x.size(1) % groups != 0) {
      throw new IllegalArgumentException(
          "group_norm: input %s, %d groups: expected [n, c, ..], with c a multiple of the groups"
              .formatted(x.show(), groups));
    }
    for (int i = 1; i < inputs.length; i++) {
      if (inputs[i].rank() != 1 || inputs[i].size(0) != x.size(1)) {
        throw new IllegalArgumentException(
            "group_norm: input %s, %s %s: expected [%d], one for each channel"
                .formatted(x.show(), i == 1 ? "weight" : "bias", inputs[i].show(), x.size(1)));
      }
    }
    return x.alone();
  }

  private RowNorm rule(int[] shape) {
    int rows = shape[0] * groups;
    int cols = shape[1] / groups * behind(shape);
    return new RowNorm(true, (float) eps, cols == 0 ? 0 : rows, cols, groups);
  }

  private static int behind(int[] shape) {
    return Shapes.count(Arrays.copyOfRange(shape, 2, shape.length));
  }

  /** A value for each channel, repeated over all following dimensions. */
  private static NdArray spread(NdArray perChannel, int behind, Allocator allocator) {
    int channels = perChannel.count();
    NdArray column = perChannel.contiguous(allocator).reshape(channels, 1);
    return column.expand(channels, behind).contiguous(allocator);
  }

  /** Counts two moments, a difference and a factor, then weight and bias. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count() * (6L + inputs.length - 1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] shape = inputs[0].shape();
    RowNorm rule = rule(shape);
    int behind = behind(shape);
    NdArray weight =
        inputs.length > 1 ? spread(inputs[1], behind, allocator) : rule.constant(1, allocator);
    NdArray bias =
        inputs.length > 2 ? spread(inputs[2], behind, allocator) : rule.constant(0, allocator);
    return rule.forward(inputs[0].contiguous(allocator), weight, bias, allocator);
  }

  /** The bias does not change any other gradient, so any value stands for it. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] shape = context.inputType(0).sizes();
    int inputs = context.saved().inputs().size();
    List<V> given = new ArrayList<>();
    given.add(context.input(0, 0));
    if (inputs > 1) {
      int behind = behind(shape);
      NdArray spread = context.saved().array(1);
      given.add(
          context.input(
              1,
              behind == 0
                  ? Masks.number(0).expand(shape[1])
                  : StackOp.place(spread.reshape(shape[1], behind), 1, 0)));
    }
    if (inputs > 2) {
      given.add(context.input(2, Masks.number(0).expand(shape[1])));
    }
    return context.through(
        given,
        values -> {
          int[] grouped = {shape[0], groups, shape[1] / groups * behind(shape)};
          Term<V> x = new Term<>(context, values.get(0)).reshape(grouped);
          Term<V> y = RowNorm.normalized(x, true, eps, 2).reshape(shape);
          int[] channels = new int[shape.length];
          Arrays.fill(channels, 1);
          channels[1] = shape[1];
          y = inputs > 1 ? y.times(new Term<>(context, values.get(1)).reshape(channels)) : y;
          y = inputs > 2 ? y.plus(new Term<>(context, values.get(2)).reshape(channels)) : y;
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
    int[] shape = saved.sizes(0);
    RowNorm rule = rule(shape);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      grads[0] = rule.inputGradient(saved, dy, allocator);
    }
    if (needed.length > 1 && needed[1]) {
      grads[1] = perChannel(rule.weightGradient(saved, dy, allocator), shape, allocator);
    }
    if (needed.length > 2 && needed[2]) {
      grads[2] = perChannel(rule.biasGradient(dy, allocator), shape, allocator);
    }
    return grads;
  }

  private static NdArray perChannel(NdArray spread, int[] shape, Allocator allocator) {
    NdArray table = spread.reshape(shape[1], behind(shape));
    return Reduce.sum(table, new boolean[] {false, true}, allocator);
  }
}
